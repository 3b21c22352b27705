package dev.failover.agent.client.vertx;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a {@link LateRequest} as the program has it: in each version of Vert.x they are others. What is not known here
 * needs a connected request.
 */
final class LateMethods implements InvocationHandler {
    /** As HTTP/2 calls it. */
    private static final long CANCEL = 8;

    private final LateRequest late;
    private final LateValues values;

    LateMethods(LateRequest late) {
        this.late = late;
        values = new LateValues(late);
    }

    LateRequest late() {
        return late;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return Later.ofObject(proxy, method, given);
        }
        if (late.later().target() == null) {
            String name = method.getName();
            if (given.length == 0 && values.knows(name)) {
                return values.get(method);
            }
            if (name.equals("response")) {
                return tell(proxy, method, given, late.response());
            }
            if (name.equals("connection")) {
                return late.connection(method.getReturnType());
            }
            if (late.isAsked()) {
                return asked(proxy, method, given);
            }
            if (late.isOpen() && set(name, method, given)) {
                return proxy;
            }
            if (late.isOpen() && isEnd(method) && late.isForCache() && late.ask()) {
                return name.equals("end")
                        ? tell(proxy, method, given, late.ended())
                        : tell(proxy, method, given, late.response());
            }
            if (late.isOpen() && isReset(name)) {
                return reset(method, given);
            }
        }
        if (late.later().target() == null) {
            late.connect();
            if (given.length > 0 && given[0] instanceof ReadStream) {
                // Until there is somewhere to write to; who pipes it resumes it.
                ((ReadStream<?>) given[0]).pause();
            }
        }
        return late.later().invoke(proxy, method, arguments);
    }

    /** Without a body: with or without a callback. */
    private static boolean isEnd(Method method) {
        boolean isSent = method.getName().equals("send") || method.getName().equals("end");
        return isSent && (method.getParameterCount() == 0 || method.getParameterTypes()[0] == Handler.class);
    }

    private static boolean isReset(String name) {
        return name.equals("reset") || name.equals("cancel");
    }

    /** After it was sent. */
    private @Nullable Object asked(Object proxy, Method method, Object[] given) {
        String name = method.getName();
        if (isReset(name)) {
            return reset(method, given);
        }
        if (name.equals("streamId")) {
            return Later.meanwhile(proxy, method);
        }
        if (given.length == 1 && (name.endsWith("Handler") || name.endsWith("imeout"))) {
            set(name, method, given);
            return proxy;
        }
        if (late.isReset() && isEnd(method)) {
            return name.equals("end")
                    ? tell(proxy, method, given, late.ended())
                    : tell(proxy, method, given, late.response());
        }
        throw new IllegalStateException("Request already complete");
    }

    private @Nullable Object reset(Method method, Object[] given) {
        long code = given.length > 0 ? (Long) given[0] : method.getName().equals("cancel") ? CANCEL : 0;
        Object done = late.reset(code, given.length > 1 ? (Throwable) given[1] : null);
        if (method.getReturnType() == boolean.class) {
            return !(done instanceof Boolean) || (Boolean) done;
        }
        return method.getName().equals("cancel")
                ? Future.succeededFuture(true)
                : done instanceof Future ? done : Future.succeededFuture();
    }

    @SuppressWarnings("unchecked") // as the methods of requests declare it
    private static <T> @Nullable Object tell(Object proxy, Method method, Object[] given, Future<T> future) {
        if (given.length == 0) {
            return future;
        }
        Handler<AsyncResult<T>> callback = (Handler<AsyncResult<T>>) given[0];
        if (callback != null) {
            future.onComplete(callback);
        }
        return method.getReturnType() == void.class ? null : proxy;
    }

    /** @return false when it is nothing that only this request has to know */
    @SuppressWarnings("unchecked") // as the methods of requests declare it
    private boolean set(String name, Method method, Object[] given) {
        switch (name) {
            case "putHeader":
                put(late.headers(), (CharSequence) given[0], given[1]);
                return true;
            case "exceptionHandler":
                late.setExceptionHandler((Handler<Throwable>) given[0]);
                return true;
            case "setMethod":
                HttpMethod wanted = (HttpMethod) given[0];
                boolean isRead = HttpMethod.GET.equals(wanted) || HttpMethod.HEAD.equals(wanted);
                if (isRead) {
                    late.setMethod(wanted);
                }
                return isRead;
            case "setFollowRedirects":
                late.setFollowRedirects((Boolean) given[0]);
                return true;
            case "setTimeout":
            case "idleTimeout":
                late.setIdleMillis((Long) given[0], replay(method, given));
                return true;
            case "pushHandler":
            case "redirectHandler":
                return given[0] == null;
            case "setChunked":
            case "setMaxRedirects":
            case "maxRedirectBufferSize":
            case "traceOperation":
            case "setWriteQueueMaxSize":
            case "drainHandler":
            case "continueHandler":
            case "earlyHintsHandler":
            case "setStreamPriority":
                late.set(replay(method, given));
                values.note(name, given[0]);
                return true;
            default:
                return false;
        }
    }

    @SuppressWarnings("unchecked") // as the methods of requests declare it
    private static void put(MultiMap headers, CharSequence name, Object value) {
        if (value instanceof Iterable) {
            headers.set(name, (Iterable<CharSequence>) value);
        } else {
            headers.set(name, (CharSequence) value);
        }
    }

    private static Handler<HttpClientRequest> replay(Method method, Object[] given) {
        return request -> {
            try {
                Later.call(request, method, given);
            } catch (Throwable failure) {
                throw Versions.unexpected(failure);
            }
        };
    }
}
