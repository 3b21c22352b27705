package shop;

import dev.failover.annotations.*;
import java.util.Map;

@FailoverService(name = "orders")
interface Forms {
    @POST("/")
    String without(@Field("user") String name); // error: FS026 @Field says that name goes into a body that @Form makes. Put @Form on without.

    @GET("/")
    String got(@Field("user") String name, @Part byte[] file); // error: FS026 Put @Form on got // error: FS026 Put @Multipart on got

    @GET("/")
    @Form // error: FS025 @Form makes a body, and get is @GET
    String get(String q);

    @HTTP(method = "HEAD", path = "/")
    @Form // error: FS025 head is @HTTP(method = "HEAD"), which cannot carry one
    void head(@Field String q);

    @POST("/")
    @Form
    String second(String user, @Body String text); // error: FS019 second is @Form, which makes its body of parameters, so text would

    @POST("/")
    @Form
    String keys(Map<Integer, String> fields); // error: FS027 fields is Map<Integer, String>

    @POST("/")
    @Form
    String named(@Field("a\r\nb") String a); // error: FS028 "a\r\nb" is no name of a field

    @POST("/")
    @Form
    String lost(String arg0); // error: FS040 arg0 of its method lost needs an explicit name
}
