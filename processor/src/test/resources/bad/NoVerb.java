package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
public interface NoVerb extends AutoCloseable {
    @GET("/")
    String get();

    void audit(String what); // error: FS005 audit has no verb

    @Override
    void close(); // error: FS005 close has no verb

    class Caller {
        NoVerb client = NoVerbFailover.create(null);

        String call() {
            return client.get();
        }
    }
}
