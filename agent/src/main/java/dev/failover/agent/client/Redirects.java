package dev.failover.agent.client;

/** The statuses by which a server sends a client elsewhere (RFC 9110, section 15.4). */
public final class Redirects {
    private Redirects() {}

    public static boolean is(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
