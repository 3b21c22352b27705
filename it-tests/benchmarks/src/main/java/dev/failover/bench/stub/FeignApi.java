package dev.failover.bench.stub;

import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** Interpreted by Feign. */
interface FeignApi {
    @RequestLine("GET /orders/{id}?view={view}")
    @Headers({"Accept: application/json", "X-Trace: {trace}"})
    Order find(@Param("id") String id, @Param("view") String view, @Param("trace") String trace);
}
