package dev.failover.processor.roundtrip;

import dev.failover.annotations.GET;
import java.util.Map;

/** A generic base interface. */
interface EchoBase<T> {
    @GET("/inherited/{key}")
    Map<String, T> inherited(String key);
}
