package shop;

import dev.failover.annotations.*;
import jakarta.ws.rs.QueryParam;

@FailoverService(name = "orders")
interface Mixed {
    @GET("/{id}") // error: FS006 Mixed mixes dev.failover.annotations (find) and JAX-RS (list) annotations. Use one family per interface.
    String find(String id);

    @GET("/")
    String list(@QueryParam("page") int page); // error: FS006 Mixed mixes dev.failover.annotations (find) and JAX-RS (list) annotations
}
