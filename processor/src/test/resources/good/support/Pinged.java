package shop;

import dev.failover.annotations.GET;

public interface Pinged extends AutoCloseable {
    @GET("/ping")
    void ping();

    String toString();

    @Override
    default void close() {}
}
