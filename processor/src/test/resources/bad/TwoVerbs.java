package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface TwoVerbs {
    @GET("/")
    @POST("/") // error: FS007 get has @GET and @POST
    @HTTP(method = "QUERY", path = "/") // error: FS007 get has @GET and @HTTP
    String get();
}
