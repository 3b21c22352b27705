package dev.failover.agent.client.apache5;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RequestDefaultHeaders;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.jspecify.annotations.Nullable;

/**
 * What the client adds to a request below the place where it is woven: a client has fields of its own, and the program may have given
 * it code that adds others, such as tokens of the user. Where that code sits in the client depends on its version, and nobody is told
 * of it: it is looked for. Immutable.
 */
final class AddedFields {
    private static final String OWN = own();
    private static final String ELEMENT = "ExecChainElement";
    /** Its interceptors see what opens tunnels through proxies, and no request of the program. */
    private static final String OF_PROXIES = "ConnectExec";

    /** What an object holds; nothing where a module hides it. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<List<Field>>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        fields.add(field);
                    } catch (RuntimeException hidden) {
                        // Then the client is one of those that do not let anybody know.
                    }
                }
            }
            return fields;
        }
    };

    private final HttpRequestInterceptor[] interceptors;

    private AddedFields(HttpRequestInterceptor[] interceptors) {
        this.interceptors = interceptors;
    }

    /** How the names of all classes of the client begin. */
    private static String own() {
        String name = HttpProcessor.class.getName();
        int core = name.indexOf(".core5.");
        return name.substring(0, (core < 0 ? name.lastIndexOf('.') : core) + 1);
    }

    /**
     * @param protocol the handler that is woven
     * @param chain what it hands requests to
     * @return null when it cannot be known what is added
     */
    static @Nullable AddedFields of(Object protocol, Object chain) {
        HttpProcessor processor = held(protocol, HttpProcessor.class);
        for (Object element = element(chain); element != null; element = element(element)) {
            Object handler = handler(element);
            if (handler == null || (handler != protocol && !isOwn(handler))) {
                return null;
            }
            if (processor == null && !handler.getClass().getSimpleName().endsWith(OF_PROXIES)) {
                processor = held(handler, HttpProcessor.class);
            }
        }
        if (!(processor instanceof DefaultHttpProcessor)) {
            return null;
        }
        HttpRequestInterceptor[] all = held(processor, HttpRequestInterceptor[].class);
        if (all == null) {
            return null;
        }
        for (HttpRequestInterceptor interceptor : all) {
            if (!isOwn(interceptor)) {
                return null;
            }
        }
        return new AddedFields(all);
    }

    /** Adds those that are the same for all requests; cookies and credentials are not. */
    void addTo(HttpRequest request, HttpClientContext context) throws HttpException, IOException {
        for (HttpRequestInterceptor interceptor : interceptors) {
            if (interceptor instanceof RequestDefaultHeaders || interceptor instanceof RequestUserAgent) {
                interceptor.process(request, null, context);
            }
        }
    }

    private static boolean isOwn(Object part) {
        return part.getClass().getName().startsWith(OWN);
    }

    /** The next element of the chain that something holds; null for none. */
    private static @Nullable Object element(Object holder) {
        for (Field field : FIELDS.get(holder.getClass())) {
            if (field.getType().getSimpleName().endsWith(ELEMENT)) {
                return value(field, holder);
            }
        }
        return null;
    }

    private static @Nullable Object handler(Object element) {
        for (Field field : FIELDS.get(element.getClass())) {
            if (!field.getType().getSimpleName().endsWith(ELEMENT)) {
                return value(field, element);
            }
        }
        return null;
    }

    private static <T> @Nullable T held(Object holder, Class<T> type) {
        for (Field field : FIELDS.get(holder.getClass())) {
            if (type.isAssignableFrom(field.getType())) {
                return type.cast(value(field, holder));
            }
        }
        return null;
    }

    private static @Nullable Object value(Field field, Object holder) {
        try {
            return field.get(holder);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
