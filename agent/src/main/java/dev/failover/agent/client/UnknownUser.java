package dev.failover.agent.client;

import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/** What the cache is told of a request when nobody can tell as whom the client sends it. */
public final class UnknownUser {
    private static final Headers NOT_KEPT =
            Headers.builder().add("Cache-Control", "no-store").build();

    private UnknownUser() {}

    /**
     * A read has no cache then. Anything else makes invalid what is stored for all users, and that is all: its own answer is not kept.
     *
     * @param fields those of the request; null when the user is not known
     */
    public static @Nullable Headers fields(@Nullable Headers fields, String method) {
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        return fields == null && !isRead ? NOT_KEPT : fields;
    }
}
