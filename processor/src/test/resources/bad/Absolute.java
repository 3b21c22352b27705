package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Absolute {
    @GET("https://x.example/orders") // error: FS015 is absolute
    String find();

    @POST("//x.example/orders/{id}") // error: FS015 is absolute
    String create(String body, String other);
}
