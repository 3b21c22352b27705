package dev.failover.agent.client.ahc;

import io.netty.handler.codec.http.HttpHeaders;
import org.asynchttpclient.ListenableFuture;
import org.jspecify.annotations.Nullable;

/** A response that the program's handler can be told of. */
interface AhcAnswer<T> {
    int status();

    /** Null when it has none. */
    @Nullable
    HttpHeaders headers();

    /** The program gets it: what is here, and what comes. */
    void pass();

    /** Nobody gets it. */
    void drop();

    /** The program has had enough of it, or it has failed. */
    void breakOff();

    /** Nothing more is stored of it. */
    void forget();

    /** The client's own future; null when there is none. */
    @Nullable
    ListenableFuture<T> clients();
}
