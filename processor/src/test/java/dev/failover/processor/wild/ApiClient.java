package dev.failover.processor.wild;

/** What the generator's own clients are made by. */
public final class ApiClient {
    private ApiClient() {}

    /** All interfaces extend it. */
    public interface Api {}
}
