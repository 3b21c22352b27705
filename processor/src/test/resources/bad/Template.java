package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Template {
    @GET("/a/{id") // error: FS010 has an opening brace at column 4 that is never closed
    String open(String id);

    @GET("/a/id}") // error: FS010 has a closing brace at column 6 that was never opened
    String closed(String id);

    @GET("/a/{b{c}") // error: FS010 has an opening brace at column 4
    String nested(String b);

    @GET("/a/{}") // error: FS010 has {} at column 4
    String nameless(String id);

    @GET("/a/{path*}") // error: FS010 has {path*} at column 4
    String exploded(String path);

    @GET("/a/{id:[0-9]+}") // error: FS010 write {name}
    String pattern(String id);

    @GET("/a{?b,}") // error: FS010 has {?b,} at column 3
    String listEnds(String b);

    @GET("/a{?b}/c") // error: FS010 goes on at column 7 after its query
    String afterQuery(String b);

    @GET("/${}/a") // error: FS010 has ${} at column 2, which names no property
    String property();

    @GET("/${a b}") // error: FS010 has ${a b} at column 2, which names no property
    String propertyName();

    @GET("/${tenant/a") // error: FS010 has an opening brace at column 3 that is never closed
    String openProperty();

    @GET("/a b") // error: FS010 at column 3 that must be percent-encoded
    String space();

    @GET("/a%zz") // error: FS010 must be percent-encoded
    String percent();

    @GET("/a#b") // error: FS010 must be percent-encoded
    String fragment();

    @GET(
            "/caf\u00e9") // error: FS010 at column 5
    String onItsOwnLine();
}
