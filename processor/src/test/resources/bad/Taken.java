package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Taken { // error: FS045 cannot create TakenFailover
    @GET("/")
    String get();
}

class TakenFailover {}
