package dev.failover.processor.roundtrip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A delegate that does what its test says, and remembers what it was asked. */
class FakeDelegate implements DelegatesApi {
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final String name;
    volatile Callable<String> behaviour;
    volatile CompletableFuture<String> future;
    volatile Exception closeFailure;

    FakeDelegate(String name) {
        this.name = name;
        this.behaviour = () -> name;
    }

    FakeDelegate throwing(Exception failure) {
        behaviour = () -> {
            throw failure;
        };
        return this;
    }

    private String answer(String method) {
        asked.add(method);
        try {
            return behaviour.call();
        } catch (Exception failure) {
            throw FakeDelegate.<RuntimeException>unchecked(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException unchecked(Exception failure) throws X {
        throw (X) failure;
    }

    private CompletableFuture<String> begin(String method) {
        String now = answer(method);
        return future == null ? CompletableFuture.completedFuture(now) : future;
    }

    @Override
    public String pay(String order) {
        return answer("pay") + " " + order;
    }

    @Override
    public String find(String id) {
        return answer("find") + " " + id;
    }

    @Override
    public String slow(String id) {
        return answer("slow") + " " + id;
    }

    @Override
    public String late(String id) {
        return answer("late") + " " + id;
    }

    @Override
    public CompletableFuture<String> payAsync(String order) {
        return begin("payAsync");
    }

    @Override
    public CompletableFuture<String> findAsync(String id) {
        return begin("findAsync");
    }

    @Override
    public int price(String id) {
        return answer("price").length();
    }

    @Override
    public CompletableFuture<Integer> priceAsync(String id) {
        return begin("priceAsync").thenApply(String::length);
    }

    @Override
    public void touch() {
        answer("touch");
    }

    @Override
    public <T> T same(T value) {
        answer("same");
        return value;
    }

    @Override
    public void close() throws IOException {
        asked.add("close");
        if (closeFailure != null) {
            throw FakeDelegate.<RuntimeException>unchecked(closeFailure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
