package dev.failover.agent.client.jdk;

import dev.failover.cache.BodyRecorder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What a call ends well with: an attempt that an endpoint has answered, or what is stored. */
interface Given<T> {
    int status();

    HttpHeaders headers();

    /** The body that goes to the program's handler now; null when the handler had it from the beginning. */
    @Nullable
    HeldBody<T> held();

    /** As the program sees it. */
    HttpResponse<T> shown(@Nullable T body);

    /** As the program sees it, when the handler had its body from the beginning. */
    HttpResponse<T> shown();

    /** What the cache has to say of it is among the fields that the program sees. */
    void tell(String cacheStatus);

    /** The body is told to the recorder as the program's handler gets it. */
    void record(BodyRecorder recorder);

    /** Nobody gets it. */
    void drop();
}
