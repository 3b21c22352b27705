package shop;

import dev.failover.annotations.*;
import java.util.Map;

@FailoverService(name = "orders")
interface Maps {
    @GET("/")
    String query(Map<Integer, String> filters); // error: FS027 filters is Map<Integer, String>

    @GET("/")
    String header(@Header Map<Object, String> headers); // error: FS027 headers is Map<Object, String>

    @GET("/")
    @SuppressWarnings("rawtypes")
    String cookie(@Cookie Map cookies); // error: FS027 cookies is Map

    @POST("/")
    String body(Map<Integer, String> body);
}
