package dev.failover.agent.client.jetty;

import dev.failover.cache.BodyRecorder;
import dev.failover.http.Headers;

/** What the cache hears of a response that an endpoint gave. */
public interface Heard extends Gate {
    int status();

    /** The fields of the response, but for those that do not fit the content as the client gives it. */
    Headers headers();

    /** Whether it is to the very request: neither after a redirect nor with credentials that the server has asked for. */
    boolean isDirect();

    /** Adds a field. */
    void add(String name, String value);

    /** Before the program gets it: who hears of its content, too. */
    void record(BodyRecorder recorder);
}
