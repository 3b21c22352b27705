package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Cached // error: FS042 ReuseOfDelegates has delegates do its work, and only answers of HTTP can be reused
interface ReuseOfDelegates extends AutoCloseable {
    @Cached(staleIfError = "1h") // error: FS042 find has delegates do its work
    String find(String id);

    String list();

    @Cached // warning: FS052 @Cached on close does nothing
    @Override
    void close();
}
