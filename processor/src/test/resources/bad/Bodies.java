package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Bodies {
    @POST("/orders")
    String create(String a, String b); // error: FS019 create has two bodies (a, b)

    @PUT("/orders")
    String three(@Body String a, int b, int c); // error: FS019 three has 3 bodies (a, b, c)

    @GET("/orders")
    String find(@Body String filter); // error: FS020 @GET cannot carry a body (parameter filter)

    @HEAD("/orders")
    void head(@Body String filter); // error: FS020 @HEAD cannot carry a body

    @HTTP(method = "GET", path = "/orders", body = true)
    String query(String filter); // error: FS020 @HTTP(method = "GET") cannot carry a body

    @DELETE("/orders")
    void deleteAll(@Body String ids);
}
