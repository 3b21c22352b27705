package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders") // error: FS041 UnresolvedClasses was not generated because a class in @Retry cannot be resolved // warning: javac last round
interface UnresolvedClasses {
    @GET("/")
    @Retry(on = Missing.class) // error: javac cannot find symbol
    String retried();

    @GET("/")
    @ErrorMapping(status = 404, exception = Missing.class) // error: javac cannot find symbol
    String mapped();

    @GET("/")
    @Fallback(Missing.class) // error: javac cannot find symbol
    String replaced();
}
