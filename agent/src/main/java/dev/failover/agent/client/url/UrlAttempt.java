package dev.failover.agent.client.url;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.call.Attempt;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.Outcome.Kind;
import dev.failover.http.Headers;
import dev.failover.http.RetryAfter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** One attempt on one connection of the JDK's own: moves the request on, and says what became of it. */
final class UrlAttempt {
    private final UrlCall call;
    private final Attempt attempt;
    /** Whether the JDK must be kept from sending the request twice. */
    private final boolean once;
    /** What it sends besides what the program has set. */
    private final Headers besides;

    private @Nullable URL asked;

    private @Nullable HttpURLConnection real;
    private boolean connected;
    private boolean remembered;
    private @Nullable OutputStream sink;

    UrlAttempt(UrlCall call, Attempt attempt, Headers besides) {
        this.call = call;
        this.attempt = attempt;
        this.besides = besides;
        this.once = !call.exchange().recording().isIdempotent();
    }

    Attempt attempt() {
        return attempt;
    }

    /** Uses a connection on which everything is set. */
    void use(HttpURLConnection connection) {
        real = connection;
        asked = connection.getURL();
        call.exchange().current(connection);
    }

    HttpURLConnection connection() {
        return real == null ? call.exchange().current() : real;
    }

    /** Whether its answer is that of another URL. */
    boolean isRedirected() {
        URL before = asked;
        return before == null || !connection().getURL().toExternalForm().equals(before.toExternalForm());
    }

    /** Whether the connection itself knows how it failed and will say so again. */
    boolean isRemembered() {
        return remembered;
    }

    boolean isBodyUnderWay() {
        return sink != null;
    }

    /** Moves the request on; null when it has come as far as it should, else how the attempt ended. */
    @Nullable
    Outcome<Answer> advance(UrlCall.Goal goal) {
        HttpURLConnection connection;
        try {
            connection = opened();
        } catch (IOException | RuntimeException failure) {
            return judge(failure, false);
        }
        Watch watch = Watch.start(this, connection, attempt.timeoutNanos());
        Outcome<Answer> outcome;
        try {
            outcome = advance(goal, connection, watch);
        } catch (IOException | RuntimeException failure) {
            outcome = judge(failure, false);
            if (!connected && call.exchange().body() != null) {
                // As the JDK does when it was asked for the stream of a body: it could be tried again.
                connection.disconnect();
            }
        }
        watch.stop();
        return watch.isOver() ? timedOut() : outcome;
    }

    private @Nullable Outcome<Answer> advance(UrlCall.Goal goal, HttpURLConnection connection, Watch watch)
            throws IOException {
        if (!connected) {
            bound(connection);
            SendGuard.opening(once, connection, connection::connect);
            if (watch.isOver()) {
                return null;
            }
            connected = true;
        }
        RequestBody body = call.exchange().body();
        if (body != null && sink == null && goal != UrlCall.Goal.CONNECTED) {
            Outcome<Answer> refused = beginBody(connection, body);
            if (refused != null) {
                return refused;
            }
        }
        return goal == UrlCall.Goal.ANSWERED ? answer(connection, watch) : null;
    }

    private HttpURLConnection opened() throws IOException {
        HttpURLConnection connection = real;
        if (connection == null) {
            connection = call.opener().open(attempt.endpoint());
            call.exchange().recording().replay(connection);
            for (int i = 0; i < besides.size(); i++) {
                connection.setRequestProperty(besides.name(i), besides.value(i));
            }
            use(connection);
        }
        return connection;
    }

    /** The shorter of the program's bound and ours, in the JDK's milliseconds. */
    private void bound(HttpURLConnection connection) {
        long millis = call.exchange().recording().effectiveConnectTimeout();
        long bounded = shorter(shorter(millis, attempt.connectTimeoutNanos()), attempt.timeoutNanos());
        if (bounded != millis) {
            connection.setConnectTimeout((int) Math.min(bounded, Integer.MAX_VALUE));
        }
    }

    private static long shorter(long millis, long nanos) {
        if (nanos <= 0) {
            return millis;
        }
        long ours = Math.max(1, nanos / 1_000_000);
        return millis == 0 ? ours : Math.min(millis, ours);
    }

    /** Begins to send the body: what is kept of it, at once. */
    private @Nullable Outcome<Answer> beginBody(HttpURLConnection connection, RequestBody body) throws IOException {
        OutputStream out;
        try {
            out = SendGuard.sending(once, connection, connection::getOutputStream);
        } catch (ProtocolException refused) {
            // "Expect: 100-continue" was answered with a status.
            int status = status(connection);
            remembered = true;
            return status >= 400
                    ? Outcome.response(new Answer(this, connection, refused), status, RetryAfter.NONE)
                    : judge(refused, false);
        }
        sink = out;
        body.sendKept(out);
        if (body.isClosed() && call.exchange().recording().isStreaming()) {
            out.close();
        }
        return null;
    }

    private Outcome<Answer> answer(HttpURLConnection connection, Watch watch) {
        Exception failure = null;
        try {
            SendGuard.sending(once, connection, connection::getInputStream);
        } catch (IOException | RuntimeException thrown) {
            failure = thrown;
        }
        // From here on the connection is not touched any more, unless its time was over before.
        watch.stop();
        if (watch.isOver()) {
            return timedOut();
        }
        remembered = true;
        int status = failure == null || !call.isAborted() ? status(connection) : -1;
        // With a redirect that cannot be followed there is an answer too; elsewhere it would lead to no better end.
        if (failure == null || status >= 300 || failure instanceof HttpRetryException) {
            Answer answer = new Answer(this, connection, failure);
            return kept(Answers.outcome(
                    call.opener().route().service(), answer, status, name -> Fields.line(connection, name)));
        }
        return judge(failure, true);
    }

    /** Nothing is sent for it: the connection has its answer, or remembers that there is none. */
    private static int status(HttpURLConnection connection) {
        try {
            return connection.getResponseCode();
        } catch (IOException | RuntimeException none) {
            return -1;
        }
    }

    /** Passes on what the program writes; null when all went well. */
    @Nullable
    Outcome<Answer> write(byte[] bytes, int offset, int length) {
        OutputStream out = sink;
        return out == null ? null : output(() -> out.write(bytes, offset, length));
    }

    @Nullable
    Outcome<Answer> flush() {
        OutputStream out = sink;
        return out == null ? null : output(out::flush);
    }

    @Nullable
    Outcome<Answer> closeOutput() {
        OutputStream out = sink;
        return out == null ? null : output(out::close);
    }

    /** What the program writes to; null when the body was not begun. */
    @Nullable
    OutputStream sink() {
        return sink;
    }

    /** As {@link #sink}, which it does not keep. */
    @Nullable
    OutputStream letGoOfSink() {
        OutputStream real = sink;
        sink = null;
        return real;
    }

    private interface Output {
        void run() throws IOException;
    }

    private @Nullable Outcome<Answer> output(Output output) {
        Watch watch = Watch.start(this, connection(), attempt.timeoutNanos());
        Outcome<Answer> outcome = null;
        try {
            output.run();
        } catch (IOException | RuntimeException failure) {
            remembered = true;
            outcome = judge(failure, false);
        }
        watch.stop();
        return watch.isOver() ? timedOut() : outcome;
    }

    /** @param wholeBody whether the body has ended, by the program or because it asked for the answer */
    private Outcome<Answer> judge(Exception failure, boolean wholeBody) {
        Kind kind = call.isAborted() ? Kind.CANCELLED : Failures.kindOf(failure);
        if (isOwnFault(wholeBody)) {
            kind = Kind.LOCAL;
            // It goes on being refused, each time in other words of the JDK.
            remembered = true;
        } else if (AskedParts.haveFailed(failure)) {
            kind = Kind.LOCAL;
        } else if (connected && failure instanceof ProtocolException) {
            // Not the server's way of talking but the JDK's rules, such as too many redirects: the same everywhere.
            kind = Kind.LOCAL;
        } else if (!connected && (kind == Kind.IO || kind == Kind.TIMEOUT)) {
            // Resolving, connecting, the proxy, the TLS handshake: all before the first byte of the request.
            kind = Kind.CONNECT;
        } else if (connected && kind == Kind.CONNECT) {
            // The JDK followed a redirect or began again by itself: the request was out before.
            kind = Kind.IO;
        }
        return kept(Outcome.failure(kind, failure));
    }

    private Outcome<Answer> timedOut() {
        boolean sent = connected;
        remembered = false;
        return kept(Outcome.failure(
                sent ? Kind.TIMEOUT : Kind.CONNECT,
                new SocketTimeoutException(sent ? "Read timed out" : "connect timed out")));
    }

    AgentEngine engine() {
        return call.engine();
    }

    /** Whether nothing can follow it, so that no time of ours may end it. Thread-safe. */
    boolean isOnlyOne() {
        RequestBody body = call.exchange().body();
        return attempt.isBoundedForNextOnly() && body != null && !body.isKept();
    }

    /** A body that is gone cannot be sent again. */
    private Outcome<Answer> kept(Outcome<Answer> outcome) {
        RequestBody body = call.exchange().body();
        return body == null || body.isKept() ? outcome : outcome.notRepeatable();
    }

    /** Whether the program has written more, or less, than it said it would. */
    private boolean isOwnFault(boolean wholeBody) {
        RequestBody body = call.exchange().body();
        long promised = call.exchange().recording().fixedLength();
        if (promised < 0 || !connected) {
            return false;
        }
        long written = body == null ? 0 : body.written();
        return written > promised || (written < promised && (wholeBody || body == null || body.isClosed()));
    }
}
