package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface NoPath {
    @GET // error: FS009 Write @GET("/")
    String find();

    @POST("") // error: FS009 @POST on create has no path
    String create();

    @HTTP(method = "QUERY", path = " ") // error: FS009 Write path = "/"
    String query();

    @HTTP(method = "GE T", path = "/") // error: FS009 "GE T" on get is no HTTP method
    String get();
}

@FailoverService(name = "Shop.Orders") // error: FS009 'Shop.Orders' is not a service name
interface BadName {
    @GET("/")
    String get();
}

@FailoverService(name = "") // error: FS009 the service of NoName has no name
interface NoName {
    @GET("/")
    String get();
}
