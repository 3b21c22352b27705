package shop;

import dev.failover.annotations.*;

/** As a base interface from a class file without parameter names is seen. */
@FailoverService(name = "orders")
interface NamesLost {
    @GET("/{id}")
    String find(@Path("id") String arg0, String arg1); // error: FS040 so arg1 of its method find needs an explicit name

    @POST("/{id}")
    String create(
            String arg0, // error: FS040 so arg0 of its method create
            String arg1); // error: FS040 so arg1 of its method create

    @GET("/")
    String cookie(@Cookie String arg0); // error: FS040 so arg0 of its method cookie

    @GET("/{id}")
    String fine(@Path("id") String arg0, @Query("q") String arg1);
}
