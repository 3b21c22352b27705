package dev.failover.agent.client.reactor;

import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** A response whose body nobody has asked for yet, and the connection that it comes by. Immutable. */
final class Head {
    private final HttpClientResponse response;
    private final Connection connection;

    Head(HttpClientResponse response, Connection connection) {
        this.response = response;
        this.connection = connection;
    }

    HttpClientResponse response() {
        return response;
    }

    Connection connection() {
        return connection;
    }
}
