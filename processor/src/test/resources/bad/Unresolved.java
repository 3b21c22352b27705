package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders") // error: FS041 Unresolved was not generated because Order cannot be resolved // warning: javac last round
interface Unresolved {
    @GET("/")
    Order get(); // error: javac cannot find symbol

    class Caller {
        Unresolved client = UnresolvedFailover.create(null);
    }
}
