package dev.failover.bench.stub;

import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.http.Transport;

/** Our generated client with a manager of its own. */
final class OursClient implements AutoCloseable {
    private final FailoverManager manager;
    private final OrderApi api;

    private OursClient(FailoverManager manager) {
        this.manager = manager;
        this.api = OrderApiFailover.create(manager);
    }

    /** To the endpoints of the interface, by this transport. */
    static OursClient by(Transport transport) {
        return new OursClient(FailoverManager.builder().transport(transport).build());
    }

    /** To the server at this port, which has two names, by the transport that a program gets. */
    static OursClient to(int port) {
        FailoverManager manager = FailoverManager.create();
        manager.register(new InternalService("orders", null, "http://127.0.0.1:" + port, "http://localhost:" + port));
        return new OursClient(manager);
    }

    OrderApi api() {
        return api;
    }

    @Override
    public void close() {
        manager.close();
    }
}
