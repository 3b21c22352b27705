package acme.client;

import dev.failover.FailoverManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A program that uses a generated client, configured from outside. The URLs of its commands count for their path only. */
public final class StubProgram {
    private static final Report REPORT = new Report(System.out);

    private StubProgram() {}

    /** {@code sync} or {@code async CONCURRENCY}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (FailoverManager manager = FailoverManager.fromConfig()) {
            OrdersApi orders = OrdersApiFailover.create(manager);
            if (args[0].equals("async")) {
                Loop.run(Integer.parseInt(args[1]), (command, done) -> callLater(orders, command, done));
            } else {
                Loop.run(1, (command, done) -> call(orders, command, done));
            }
        }
    }

    private static void call(OrdersApi orders, Command command, Runnable done) {
        long start = System.nanoTime();
        try {
            answered(command, start, call(orders, command));
        } catch (RuntimeException e) {
            REPORT.failed(command, start, e);
        } finally {
            done.run();
        }
    }

    private static String call(OrdersApi orders, Command command) {
        String key = command.headers().get("Idempotency-Key");
        switch (command.method) {
            case "GET":
                return orders.find(id(command));
            case "PUT":
                return orders.change(id(command), body(command));
            case "POST":
                return key == null
                        ? orders.place(id(command), body(command))
                        : orders.placeOnce(id(command), body(command), key);
            default:
                throw new IllegalArgumentException(command.method);
        }
    }

    private static void callLater(OrdersApi orders, Command command, Runnable done) {
        long start = System.nanoTime();
        callLater(orders, command).whenComplete((body, error) -> {
            if (error == null) {
                answered(command, start, body);
            } else {
                REPORT.failed(command, start, error instanceof CompletionException ? error.getCause() : error);
            }
            done.run();
        });
    }

    private static CompletableFuture<String> callLater(OrdersApi orders, Command command) {
        String key = command.headers().get("Idempotency-Key");
        switch (command.method) {
            case "GET":
                return orders.findLater(id(command));
            case "PUT":
                return orders.changeLater(id(command), body(command));
            case "POST":
                return key == null
                        ? orders.placeLater(id(command), body(command))
                        : orders.placeOnceLater(id(command), body(command), key);
            default:
                throw new IllegalArgumentException(command.method);
        }
    }

    private static void answered(Command command, long start, String body) {
        REPORT.answered(command, start, 200, Collections.emptyMap(), body);
    }

    private static int id(Command command) {
        return Integer.parseInt(command.url.substring(command.url.lastIndexOf('/') + 1));
    }

    private static String body(Command command) {
        return new String(command.body(), StandardCharsets.UTF_8);
    }
}
