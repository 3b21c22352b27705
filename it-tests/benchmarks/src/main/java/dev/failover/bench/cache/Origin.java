package dev.failover.bench.cache;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with 1 KB that is good for an hour, and counts how often it is asked. */
final class Origin implements AutoCloseable {
    /** A first look, and one for a client that looks twice. */
    private static final int MOST_REQUESTS = 2;

    private final HttpServer server = listen();
    private final AtomicInteger requests = new AtomicInteger();

    Origin() {
        byte[] body = body();
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    static byte[] body() {
        return new byte[1024];
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @throws IllegalStateException if what was measured were no hits */
    @Override
    public void close() {
        server.stop(0);
        if (requests.get() > MOST_REQUESTS) {
            throw new IllegalStateException("the server was asked " + requests + " times");
        }
    }
}
