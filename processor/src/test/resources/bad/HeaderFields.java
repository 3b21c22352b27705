package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Headers({
    "X-A", // error: FS028 "X-A" must read "Name: value"
    "X-B: fine",
    "X C: d", // error: FS028 its name is no token
    "X-D: e\r\nX-E: f", // error: FS028 has a control character
    "Host: example.com", // error: FS029 Host is set by the transport
})
interface HeaderFields {
    @GET("/")
    @Headers(": x") // error: FS028 has no name
    String line();

    @GET("/")
    @Headers({
        "X-A: ${tenant", // error: FS028 its ${ is never closed
        "X-B: ${}", // error: FS028 its ${...} names no property
        "X-${tenant}: a", // error: FS028 its name is no token
    })
    String properties();

    @GET("/")
    String named(@Header("X A") String a); // error: FS028 "X A" is no header name

    @GET("/")
    String unnamed(@Header String traceId); // error: FS028 "" is no header name

    @GET("/")
    String forbidden(@Header("content-length") int length); // error: FS029 content-length

    @GET("/")
    String cookie(@Cookie("a b") String a, @Cookie("c=") int c); // error: FS028 "a b" is no name of a cookie // error: FS028 "c=" is

    @POST("/")
    @Idempotent(header = "Idempotency Key") // error: FS028 "Idempotency Key" is no header name
    String create(String body);
}
