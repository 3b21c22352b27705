package dev.failover.agent.client.apache5;

import org.apache.hc.core5.http.HttpResponse;

/** What the program of an asynchronous client may get. */
interface AsyncAnswer {
    HttpResponse response();

    /** Nobody gets it. */
    void drop();
}
