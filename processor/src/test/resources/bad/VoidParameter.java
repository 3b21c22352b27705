package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
public interface VoidParameter {
    @GET("/")
    String find(void id); // error: javac 'void' type not allowed here

    class Caller {
        VoidParameter client = VoidParameterFailover.create(null);
    }
}
