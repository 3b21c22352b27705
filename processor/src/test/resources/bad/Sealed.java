package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
sealed interface Sealed permits Sealed.Other { // error: FS003 Add SealedFailover to its permits clause
    @GET("/")
    String get();

    non-sealed interface Other extends Sealed {}
}
