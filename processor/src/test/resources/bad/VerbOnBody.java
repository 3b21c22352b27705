package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface VerbOnBody {
    @GET("/")
    String get();

    @GET("/default") // error: FS008 find has a body, so its @GET
    default String find() {
        return get();
    }

    @PUT("/static") // error: FS008 make has a body, so its @PUT
    static String make() {
        return "";
    }
}
