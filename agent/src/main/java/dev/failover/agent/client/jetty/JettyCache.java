package dev.failover.agent.client.jetty;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's use of the cache, by Jetty's client of any generation. What is stored is what the program gets: content that the client has
 * decoded is kept so, without the fields that would say otherwise.
 */
public final class JettyCache implements CacheAdapter<Gate> {
    /** The attribute of a request by which it says what it validates. */
    public static final String REVALIDATION = "dev.failover.agent.revalidation";

    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String CONTENT_LENGTH = "Content-Length";
    private static final int NOT_MODIFIED = 304;

    private final JettyCall<?> call;
    private final Asked asked;
    private final Headers headers;

    /** The program's request, and what belongs to the library's generation. */
    public interface Asked {
        String method();

        @Nullable
        String rawQuery();

        boolean hasBody();

        boolean followsRedirects();

        /** The attribute of that name, or null. */
        @Nullable
        Object attribute(String name);

        /** Its fields, with all by which the client tells the server who asks; null when that cannot be known. */
        @Nullable
        Headers fields();

        /** Whether somebody wants to be told what becomes of the request, or may change it before it is sent. */
        boolean hasRequestListeners();

        /** An answer of the client's own kind. */
        StoredGate answer(CachedAnswer answer);

        /** Sends it once more as the program did, for a listener that does not care for the answer. */
        void sendAgain(Revalidation revalidation);
    }

    private JettyCache(JettyCall<?> call, Asked asked, Headers headers) {
        this.call = call;
        this.asked = asked;
        this.headers = headers;
    }

    /** Null when the call is carried out as without a cache. */
    public static @Nullable JettyCache of(JettyCall<?> call, Asked asked) {
        try {
            String method = asked.method();
            boolean reads = method.equals("GET") || method.equals("HEAD");
            Headers fields = asked.hasRequestListeners() ? null : asked.fields();
            if (fields != null) {
                return new JettyCache(call, asked, fields);
            }
            // What changes something makes what is stored invalid, and that is all.
            return reads
                    ? null
                    : new JettyCache(
                            call,
                            asked,
                            Headers.builder().add("Cache-Control", "no-store").build());
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    /**
     * The fields of a response, but for those that go with content as the server has sent it, where the client decodes it.
     *
     * @param decoded the encodings that the client knows
     */
    public static Headers ofContent(Headers all, Collection<String> decoded) {
        List<String> encodings = all.all(CONTENT_ENCODING);
        if (encodings.size() != 1 || !contains(decoded, encodings.get(0).trim())) {
            return all;
        }
        return all.toBuilder().remove(CONTENT_ENCODING).remove(CONTENT_LENGTH).build();
    }

    private static boolean contains(Collection<String> names, String name) {
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String method() {
        return asked.method();
    }

    @Override
    public @Nullable String rawQuery() {
        return asked.rawQuery();
    }

    @Override
    public Headers requestHeaders() {
        return headers;
    }

    @Override
    public boolean hasBody() {
        return asked.hasBody();
    }

    @Override
    public void attemptsHave(Headers conditions) {
        call.attemptsHave(conditions);
    }

    @Override
    public int status(Gate gate) {
        return heard(gate).status();
    }

    /** What the client may go on with by itself, for the next request, is not kept; of several encodings it undoes one. */
    @Override
    public boolean isDirect(Gate gate) {
        Heard heard = heard(gate);
        int status = heard.status();
        return heard.isDirect() && !isRedirect(status) && !isChallenge(status) && !isEncodedTwice(heard.headers());
    }

    private static Heard heard(Gate gate) {
        return (Heard) gate;
    }

    private static boolean isRedirect(int status) {
        return status >= 300 && status < 400 && status != NOT_MODIFIED;
    }

    private static boolean isChallenge(int status) {
        return status == 401 || status == 407;
    }

    private static boolean isEncodedTwice(Headers fields) {
        List<String> encodings = fields.all(CONTENT_ENCODING);
        return encodings.size() > 1
                || (encodings.size() == 1 && encodings.get(0).indexOf(',') >= 0);
    }

    @Override
    public Headers headers(Gate gate) {
        return heard(gate).headers();
    }

    @Override
    public boolean goesOnWith(int status) {
        return isChallenge(status) || (isRedirect(status) && asked.followsRedirects());
    }

    @Override
    public Gate told(Gate gate, String cacheStatus) {
        heard(gate).add("Cache-Status", cacheStatus);
        return gate;
    }

    @Override
    public Gate answer(CachedAnswer answer) {
        return asked.answer(answer);
    }

    @Override
    public Gate recorded(Gate gate, BodyRecorder recorder) {
        heard(gate).record(recorder);
        return gate;
    }

    @Override
    public boolean canRevalidate() {
        return !asked.hasBody();
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        call.handOver().later(() -> {
            try {
                asked.sendAgain(revalidation);
            } catch (RuntimeException | LinkageError fault) {
                revalidation.close();
                Bridge.failed(fault);
            }
        });
    }

    @Override
    public @Nullable Revalidation revalidates() {
        Object validated = asked.attribute(REVALIDATION);
        return validated instanceof Revalidation ? (Revalidation) validated : null;
    }

    @Override
    public void drop(Gate gate) {
        gate.drop();
    }
}
