package dev.failover.agent.client.vertx;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.streams.WriteStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for something of the client's that is still to come: what it is asked for waits until it comes, in order.
 * Thread-safe.
 */
final class Later implements InvocationHandler {
    private final Supplier<Promise<Object>> promises;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final Queue<Asked> waiting = new ArrayDeque<>();
    private @Nullable Throwable failure;

    private volatile @Nullable Object target;
    /** Whom to tell that it can be written to, who was told that it cannot. */
    private volatile @Nullable Handler<Void> drainHandler;

    /** One call of a method. */
    private static final class Asked {
        final Method method;
        final Object[] arguments;
        final @Nullable Promise<Object> promise;

        Asked(Method method, Object[] arguments, @Nullable Promise<Object> promise) {
            this.method = method;
            this.arguments = arguments;
            this.promise = promise;
        }
    }

    /** @param promises those that tell the program on its context */
    Later(Supplier<Promise<Object>> promises) {
        this.promises = promises;
    }

    /** What the program has meanwhile. */
    static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** What has come; null as long as it has not. */
    @Nullable
    Object target() {
        return target;
    }

    @Override
    @SuppressWarnings("unchecked") // as the methods of requests declare it
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, given);
        }
        Object come = target;
        Throwable why = null;
        Promise<Object> promise = null;
        if (come == null) {
            promise = Future.class.isAssignableFrom(method.getReturnType()) ? promises.get() : null;
            Asked asked = new Asked(method, given, promise);
            lock.lock();
            try {
                come = target;
                why = failure;
                if (come == null && why == null) {
                    waiting.add(asked);
                }
            } finally {
                lock.unlock();
            }
            if (why != null) {
                fail(asked, why);
            }
        }
        if (come == null && method.getName().equals("drainHandler")) {
            drainHandler = (Handler<Void>) given[0];
        }
        if (come == null) {
            return promise == null ? meanwhile(proxy, method) : promise.future();
        }
        Object result = call(come, method, given);
        return result == come ? proxy : result;
    }

    static Object ofObject(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return "request of a program";
        }
    }

    static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** What a method returns before anybody knows better. */
    static @Nullable Object meanwhile(Object proxy, Method method) {
        Class<?> type = method.getReturnType();
        if (type.isInstance(proxy)) {
            return proxy;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return -1;
        }
        return type == long.class ? -1L : null;
    }

    /** It is there; on the context. */
    void comes(Object come) {
        for (Asked asked; (asked = next(come)) != null; ) {
            try {
                Object result = call(come, asked.method, asked.arguments);
                Promise<Object> promise = asked.promise;
                if (promise != null && result instanceof Future) {
                    ((Future<?>) result).onComplete(ended -> {
                        if (ended.succeeded()) {
                            promise.tryComplete(ended.result());
                        } else {
                            promise.tryFail(ended.cause());
                        }
                    });
                }
            } catch (Throwable refused) {
                fail(asked, refused);
            }
        }
    }

    /** Goes on, who waits until it can write; on the context. */
    void drains(WriteStream<?> stream) {
        Handler<Void> handler = drainHandler;
        // One that has ended does not say whether it is full.
        if (handler != null && !stream.writeQueueFull()) {
            handler.handle(null);
        }
    }

    private @Nullable Asked next(Object come) {
        lock.lock();
        try {
            Asked asked = waiting.poll();
            if (asked == null) {
                target = come;
            }
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** It will not come; on the context. */
    void fails(Throwable why) {
        for (Asked asked; (asked = nextInVain(why)) != null; ) {
            fail(asked, why);
        }
    }

    private @Nullable Asked nextInVain(Throwable why) {
        lock.lock();
        try {
            failure = why;
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Older versions have callbacks, where they return nothing. */
    @SuppressWarnings("unchecked") // of the methods of requests and connections
    private static void fail(Asked asked, Throwable why) {
        Promise<Object> promise = asked.promise;
        int last = asked.arguments.length - 1;
        if (promise != null) {
            promise.tryFail(why);
        } else if (asked.method.getReturnType() == void.class
                && last >= 0
                && asked.arguments[last] instanceof Handler) {
            ((Handler<AsyncResult<Object>>) asked.arguments[last]).handle(Future.failedFuture(why));
        }
    }
}
