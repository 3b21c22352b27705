package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface QueryValue {
    @GET("/orders?q=a{b}c") // error: FS016 "q=a{b}c" in
    String partial(String b);

    @GET("/orders?q=${a}{b}") // error: FS016 "q=${a}{b}" in
    String property(String b);

    @GET("/orders?x=1&{b}=2") // error: FS016 "{b}=2" in
    String key(String b);
}
