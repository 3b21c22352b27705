package dev.failover.agent.client.apacheasync;

import org.apache.http.HttpResponse;

/** What the program may get. */
interface AsyncAnswer {
    HttpResponse response();

    /** The program gets it. */
    void pass();

    /** Nobody gets it. */
    void drop();

    /** The program, which may have got some of it, does not want it any more. */
    void abort();
}
