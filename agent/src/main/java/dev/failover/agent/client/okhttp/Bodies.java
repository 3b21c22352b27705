package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.BodyFaults;
import dev.failover.agent.client.OwnFaults;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ProtocolException;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies of requests can be written twice. By its contract OkHttp may write any body again that does not say otherwise,
 * but seldom does, and before 3.14 no body could say so: those that read from a stream would go out empty the second time.
 * So one is trusted that OkHttp itself has made, or that says by itself whether it can be.
 */
final class Bodies {
    private static final @Nullable Method IS_DUPLEX = find(RequestBody.class, "isDuplex");
    private static final @Nullable Method IS_ONE_SHOT = find(RequestBody.class, "isOneShot");
    private static final @Nullable Method BODY_OF_PART = find(MultipartBody.Part.class, "body");
    private static final String OWN = OwnFaults.prefix(RequestBody.class, 1);

    private static final BodyFaults FAULTS = new BodyFaults(
            (OWN + "internal.http.CallServerInterceptor")::equals,
            "writeTo",
            name -> name.startsWith(OWN) && name.contains("Sink"));

    private Bodies() {}

    private static @Nullable Method find(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException olderVersion) {
            return null;
        }
    }

    static boolean isDuplex(@Nullable RequestBody body) {
        return body != null && IS_DUPLEX != null && is(IS_DUPLEX, body);
    }

    static boolean isRepeatable(@Nullable RequestBody body) {
        if (body == null) {
            return true;
        }
        if (IS_ONE_SHOT != null && is(IS_ONE_SHOT, body)) {
            return false;
        }
        if (body instanceof MultipartBody) {
            return arePartsRepeatable((MultipartBody) body);
        }
        return body.getClass().getName().startsWith(OWN) ? !wrapsAnother(body.getClass()) : saysSo(body.getClass());
    }

    /** Whether a request failed by its body alone: it could not be read, or was not as long as it had said. */
    static boolean isAtFault(Throwable failure) {
        return failure instanceof ProtocolException ? isOfOtherLength(failure) : FAULTS.isOfBody(failure);
    }

    /** The words of OkHttp are the same for an answer that is too short, but that is read. */
    private static boolean isOfOtherLength(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("expected ") && message.contains(" bytes but received ")) {
            return true;
        }
        StackTraceElement[] frames = failure.getStackTrace();
        return message.equals("unexpected end of stream")
                && frames.length > 0
                && frames[0].getClassName().endsWith("Sink");
    }

    private static boolean arePartsRepeatable(MultipartBody body) {
        if (BODY_OF_PART == null) {
            return false;
        }
        for (MultipartBody.Part part : body.parts()) {
            if (!isRepeatable((RequestBody) get(BODY_OF_PART, part))) {
                return false;
            }
        }
        return true;
    }

    private static boolean wrapsAnother(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (RequestBody.class.isAssignableFrom(field.getType())) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(Class<?> type) {
        if (IS_ONE_SHOT == null) {
            return false;
        }
        Method own = find(type, IS_ONE_SHOT.getName());
        return own != null && own.getDeclaringClass() != RequestBody.class;
    }

    private static boolean is(Method method, Object object) {
        return Boolean.TRUE.equals(get(method, object));
    }

    private static @Nullable Object get(Method method, Object object) {
        try {
            return method.invoke(object);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
