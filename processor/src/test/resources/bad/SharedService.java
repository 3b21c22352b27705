package shop;

import dev.failover.annotations.*;

class SharedService {
    @FailoverService(name = "shared", endpoints = {"https://a.example", "https://b.example:443/"})
    @CircuitBreaker(failureThreshold = "50%", window = "10s")
    @Timeout(attempt = "2s")
    interface Orders {
        @GET("/orders")
        String all();

        @GET("/orders/{id}")
        String find(String id);

        @GET("/orders/{id}")
        String find(long id);
    }

    @FailoverService(
            name = "shared",
            endpoints = "https://a.example") // warning: FS018 Invoices and Orders list other endpoints of the same service shared
    @CircuitBreaker(
            failureThreshold = "5", // error: FS018 @CircuitBreaker(failureThreshold) is "5" here and "50%" on Orders
            window = "10s")
    @Timeout(attempt = "9s")
    interface Invoices {
        @GET("/invoices")
        String all();
    }

    @FailoverService(name = "shared", endpoints = {"https://a.example/", "https://b.example"})
    @CircuitBreaker(failureThreshold = "50%")
    interface Same {
        @GET("/same")
        String all();
    }

    @FailoverService(name = "shared", endpoints = "https://test.example")
    @SuppressWarnings("failover:endpoints")
    interface Meant {
        @GET("/meant")
        String all();
    }
}
