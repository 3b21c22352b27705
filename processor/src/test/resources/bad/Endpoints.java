package shop;

import dev.failover.annotations.*;

@FailoverService(
        name = "orders",
        endpoints = {
            "https://a.example",
            "htp://b.example", // error: FS043 endpoints[1]: endpoint
            "c.example", // error: FS043 endpoints[2]: endpoint 'c.example' has no scheme
            "https://d.example/x?y=z", // error: FS043 has a query
            "HTTPS://A.example:443", // error: FS043 is the same as endpoints[0]
        })
interface Endpoints {
    @GET("/")
    String get();
}

@FailoverService(name = "orders")
interface EndpointParameters {
    @GET("/")
    String text(@Endpoint String base); // error: FS043 base is String, but @Endpoint is a base URL. Write java.net.URI base.

    @GET("/")
    String two(@Endpoint java.net.URI a, @Endpoint java.net.URI b); // error: FS043 two has two @Endpoint parameters (a, b)

    @GET("/")
    String fallback(@Endpoint @Default("https://a.example") java.net.URI a); // error: FS030 so it can have no @Default
}

@FailoverService(name = "orders", endpoints = "") // error: FS043 endpoints[0]
interface EmptyEndpoint {
    @GET("/")
    String get();
}
