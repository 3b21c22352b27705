package dev.failover.agent.client;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the cache must know of one call of a client, and what it gives the client's program. All of it may throw: then the call goes on as
 * without a cache.
 *
 * @param <R> the client's response
 */
public interface CacheAdapter<R> {
    /** As it is sent. */
    String method();

    /** The query of the URL, as it is sent; null for none. */
    @Nullable
    String rawQuery();

    /** All fields that the program has set, those that its client would add for it included where they tell users apart (cookies). */
    Headers requestHeaders();

    /** Whether the request has a body. */
    boolean hasBody();

    /**
     * What attempts have in their heads from now on besides, in place of what an earlier call said.
     *
     * @param conditions none to take earlier ones back
     */
    void attemptsHave(Headers conditions);

    int status(R response);

    /**
     * Whether the response is to the very request: the client has neither followed a redirect for it nor sent the request again with
     * credentials. If not, it is no answer to anybody else.
     */
    default boolean isDirect(R response) {
        return true;
    }

    /** All fields, as the program sees them. */
    Headers headers(R response);

    /**
     * Whether the client itself would go on with such a response where it comes from a server, as with a redirect that it follows: one
     * that another client has stored is of no use to its program.
     */
    default boolean goesOnWith(int status) {
        return false;
    }

    /** The same response with what the cache has to say of one that an endpoint gave (RFC 9211), where the program can still see it. */
    R told(R response, String cacheStatus);

    /** A response of the client's own kind, for the program's request, which no endpoint gave. */
    R answer(CachedAnswer answer) throws Exception;

    /**
     * The same response, whose body is told to the recorder as the program reads it: {@link BodyRecorder#complete} at its end, {@link
     * BodyRecorder#abandon} when it is closed before or fails. A response without a body is complete at once.
     */
    R recorded(R response, BodyRecorder recorder) throws Exception;

    /** Whether {@link #revalidate} can be asked for. */
    default boolean canRevalidate() {
        return false;
    }

    /**
     * Makes the program's request once more by its client, where nobody waits for it; that call says that it {@link #revalidates}. It is
     * {@link Revalidation#close closed} if nothing comes of it.
     */
    default void revalidate(Revalidation revalidation) throws Exception {
        revalidation.close();
    }

    /** What this call was made for; null when it is one of the program's. */
    default @Nullable Revalidation revalidates() {
        return null;
    }

    /** Lets go of a response that the program will not get. */
    void drop(R response);
}
