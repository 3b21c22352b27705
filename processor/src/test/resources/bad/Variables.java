package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Variables {
    @GET("/orders/{idd}") // error: FS011 {idd} in "
    String find(String id, boolean verbose);

    @GET("/orders/{order}") // error: FS011 matches no parameter of none (it has none). Add a parameter String order.
    String none();

    @POST("/orders/{oder}") // error: FS011 Did you mean {order}?
    String create(String order, String body);

    @GET("/orders{?status,pgae}") // error: FS011 Did you mean {page}?
    String list(String status, int page);

    @GET("/orders?q={text}") // error: FS011 Drop the annotation of text
    String search(@Header("X-Text") String text);

    @GET("/orders/{id}")
    String ref(@Path("ref") String ref, String id); // error: FS012 Add {ref} to the path or make it @Query.

    @GET("/orders/{id}")
    String twice(@Path("id") String first, String id); // error: FS013 {id} is bound by both first and id

    @GET("/orders/{id}")
    String both(@Path @Query String id); // error: FS013 id has @Path and @Query
}
