package dev.failover.agent.client.apache5;

import org.apache.hc.core5.http.ClassicHttpResponse;

/** What the program of a classic client may get. */
interface ClassicAnswer {
    ClassicHttpResponse response();

    /** Nobody gets it. */
    void drop();
}
