package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders") // error: FS001 is a class. Extract an interface
public abstract class NotAnInterface {
    @GET("/")
    abstract String get();

    @FailoverService(name = "orders") // error: FS001 is a record
    record Order(String id) {}

    @FailoverService(name = "orders") // error: FS001 is an enum
    enum State {
        OPEN
    }

    // The client's name exists all the same, so that nothing follows from the mistake.
    static final NotAnInterface CLIENT = NotAnInterfaceFailover.create(null);
}
