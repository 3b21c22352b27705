package dev.failover.agent.client.url;

import dev.failover.agent.client.Answers;
import dev.failover.call.Call;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Observe mode: the program talks to the JDK's own connection, in its own order, and we only hear how it ends. Used by one
 * thread at a time, as such connections are.
 */
final class ObservedExchange extends UrlExchange {
    private final Opener opener;
    private @Nullable Call<Boolean> call;
    private boolean told;

    ObservedExchange(HttpURLConnection first, Opener opener, Recording recording) {
        super(first, recording);
        this.opener = opener;
    }

    private void begins() {
        if (call == null) {
            Call<Boolean> begun = new Call<>(
                    opener.route().service(), opener.route().spec(recording().isIdempotent()), () -> {});
            told = begun.start() != Decision.ATTEMPT;
            call = begun;
        }
    }

    private void ended(@Nullable Exception failure) {
        Call<Boolean> begun = call;
        if (begun == null || told) {
            return;
        }
        told = true;
        int status = -1;
        try {
            // The answer is here, or a remembered failure: nothing is sent by asking.
            status = current().getResponseCode();
        } catch (IOException | RuntimeException none) {
            failure = failure == null ? none : failure;
        }
        Outcome<Boolean> outcome = status > 0
                ? Answers.outcome(opener.route().service(), true, status, name -> Fields.line(current(), name))
                : Outcome.failure(failure == null ? new IOException("no answer") : failure);
        begun.ended(begun.attempt(), outcome);
    }

    @Override
    void connect() throws IOException {
        begins();
        try {
            current().connect();
        } catch (IOException | RuntimeException failure) {
            failedEarly(failure);
            throw failure;
        }
    }

    @Override
    OutputStream outputStream() throws IOException {
        begins();
        try {
            return current().getOutputStream();
        } catch (IOException | RuntimeException failure) {
            failedEarly(failure);
            throw failure;
        }
    }

    /** Nothing may be asked here: it could make the connection send. */
    private void failedEarly(Exception failure) {
        Call<Boolean> begun = call;
        if (begun != null && !told) {
            told = true;
            begun.ended(begun.attempt(), Outcome.failure(failure));
        }
    }

    @Override
    InputStream inputStream() throws IOException {
        begins();
        try {
            InputStream in = current().getInputStream();
            ended(null);
            return in;
        } catch (IOException | RuntimeException failure) {
            ended(failure);
            throw failure;
        }
    }

    @Override
    int responseCode() throws IOException {
        begins();
        try {
            int code = current().getResponseCode();
            ended(null);
            return code;
        } catch (IOException | RuntimeException failure) {
            ended(failure);
            throw failure;
        }
    }

    @Override
    @Nullable
    String responseMessage() throws IOException {
        begins();
        try {
            String message = current().getResponseMessage();
            ended(null);
            return message;
        } catch (IOException | RuntimeException failure) {
            ended(failure);
            throw failure;
        }
    }

    @Override
    @Nullable
    String headerField(String name) {
        begins();
        String value = current().getHeaderField(name);
        ended(null);
        return value;
    }

    @Override
    @Nullable
    String headerField(int n) {
        begins();
        String value = current().getHeaderField(n);
        ended(null);
        return value;
    }

    @Override
    @Nullable
    String headerFieldKey(int n) {
        begins();
        String value = current().getHeaderFieldKey(n);
        ended(null);
        return value;
    }

    @Override
    Map<String, List<String>> headerFields() {
        begins();
        Map<String, List<String>> fields = current().getHeaderFields();
        ended(null);
        return fields;
    }

    @Override
    @Nullable
    InputStream errorStream() {
        return current().getErrorStream();
    }

    @Override
    void disconnect() {
        current().disconnect();
    }

    @Override
    URL url() {
        return current().getURL();
    }
}
