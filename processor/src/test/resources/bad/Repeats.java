package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Retry(maxAttempts = "5")
interface Repeats {
    @POST("/")
    @Retry(maxAttempts = "2") // warning: FS037 create is a POST: @Retry holds for it only while
    String create();

    @PATCH("/")
    @Hedge(delay = "p95") // warning: FS037 change is a PATCH: @Hedge holds
    String change();

    @HTTP(method = "LINK", path = "/")
    @Retry // warning: FS037 link is a LINK
    String link();

    @POST("/")
    String asTheInterfaceSays();

    @POST("/")
    @Retry(maxAttempts = "1")
    String once();

    @POST("/")
    @Idempotent
    @Retry(maxAttempts = "3")
    String idempotent();

    @PUT("/")
    @Retry(maxAttempts = "3")
    String put();

    @POST("/")
    @Retry(maxAttempts = "3")
    @SuppressWarnings("failover:idempotent")
    String meant();
}
