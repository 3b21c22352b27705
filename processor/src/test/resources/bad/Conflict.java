package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
interface Conflict extends A, B { // error: FS046 find(String) is inherited from A
}

interface A {
    @GET("/a/{id}")
    String find(String id);

    @GET("/same")
    String same();
}

interface B {
    @GET("/b/{id}")
    String find(String id);

    @GET("/same")
    String same();
}
