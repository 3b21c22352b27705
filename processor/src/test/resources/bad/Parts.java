package shop;

import dev.failover.annotations.*;
import java.util.Map;

@FailoverService(name = "orders")
interface Parts {
    @POST("/")
    String without(@Part("file") byte[] name); // error: FS026 @Part says that name goes into a body that @Multipart makes

    @POST("/")
    @Form
    String other(@Part("file") byte[] name); // error: FS026 Put @Multipart on other

    @POST("/")
    @Form
    @Multipart // error: FS025 both has @Form and @Multipart
    String both(String a);

    @GET("/")
    @Multipart // error: FS025 @Multipart makes a body, and get is @GET
    String get(String a);

    @POST("/")
    @Multipart
    String second(String a, @Body String text); // error: FS019 second is @Multipart

    @POST("/")
    @Multipart
    String keys(Map<Integer, String> parts); // error: FS027 parts is Map<Integer, String>

    @POST("/")
    @Multipart
    String values(Map<String, Item> parts); // error: FS031 parts is Map<String, Parts.Item>

    @POST("/")
    @Multipart
    String names(
            @Part("a\r\nb") String a, // error: FS028 "a\r\nb" is no name of a field
            @Part(fileName = "a\r\nb") byte[] b, // error: FS028 "a\r\nb" is no file name
            @Part(fileName = "a\0b") byte[] c); // error: FS028 "a\u0000b" is no file name

    @POST("/")
    @Multipart
    String types(
            @Part(contentType = "png") byte[] a, // error: FS032 "png" is no media type
            @Part(contentType = "image/png\r\nX-Evil: 1") byte[] b, // error: FS032 is no media type
            @Part(contentType = "aplication/json") byte[] c, // warning: FS032 Did you mean application/json?
            @Part(contentType = "image/png; a=\"b c\"; d=e") byte[] fine);

    @POST("/")
    @Headers("Content-Type: json") // error: FS032 "json" is no media type
    String header(String a);

    @POST("/")
    @Multipart
    String lost(String arg0); // error: FS040 arg0 of its method lost

    class Item {}
}
