package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Idempotent
@Timeout(attempt = "1s")
public interface Closing extends AutoCloseable {
    String find(String id);

    @Retry(maxAttempts = "3") // warning: FS052 @Retry on close does nothing
    @Timeout(attempt = "500ms") // warning: FS052 @Timeout on close does nothing
    @Idempotent // warning: FS052 @Idempotent on close does nothing
    @Fallback(method = "ignored") // warning: FS052 @Fallback on close does nothing
    @Override
    void close();

    default void ignored() {}
}
