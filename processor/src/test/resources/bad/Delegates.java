package shop;

import dev.failover.annotations.*;
import java.util.concurrent.Future;

@FailoverService(name = "orders")
public interface Delegates {
    Future<String> later(); // error: FS021 later returns Future<String>, whose work goes on

    @Idempotent(header = "Idempotency-Key") // error: FS028 pay sends no request that could have the header
    void pay(String order);

    @Retry(maxAttempts = "3") // warning: FS037 refund is a method of delegates
    void refund(String order);

    class Caller {
        Delegates delegates = DelegatesFailover.of(null).primary(null).build();
    }
}
