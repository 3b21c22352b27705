package shop;

import dev.failover.annotations.*;

class Hidden {
    @FailoverService(name = "orders")
    private interface Api { // error: FS002 Api is private
        @GET("/")
        String get();
    }

    private static class Inner { // error: FS002 Inner is private
        @FailoverService(name = "orders")
        interface Api {
            @GET("/")
            String get();
        }
    }
}
