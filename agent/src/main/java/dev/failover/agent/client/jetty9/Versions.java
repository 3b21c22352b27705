package dev.failover.agent.client.jetty9;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.api.ContentProvider;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.util.ByteBufferContentProvider;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.client.util.PathContentProvider;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What only some versions from 9.4.0 to 11 have, or show: looked up once. */
final class Versions {
    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);
    private static final MethodType SET = MethodType.methodType(void.class, Object.class, Object.class);

    private static final MethodHandle CONVERSATION = conversation();
    /** A body as programs give it from 10 on, when they do not give a {@link ContentProvider}. */
    private static final @Nullable Property BODY = property("getBody", "body");

    private static final @Nullable MethodHandle BODY_REPRODUCIBLE =
            BODY == null ? null : getter(BODY.type, "isReproducible");
    private static final @Nullable MethodHandle BODY_FAIL =
            BODY == null ? null : method(BODY.type, "fail", Throwable.class, SET);
    private static final @Nullable MethodHandle REPRODUCIBLE = getter(ContentProvider.class, "isReproducible");
    private static final @Nullable MethodHandle EXPLICIT_VERSION = getter(HttpRequest.class, "isVersionExplicit");
    /** From 10 on; before that the fields themselves take another one. */
    private static final @Nullable MethodHandle ADD_HEADER =
            method(HttpResponse.class, "addHeader", HttpField.class, SET);

    /** From 10 on; before that the fields that a response shows are its own. */
    private static final @Nullable MethodHandle CLEAR_HEADERS = clearHeaders();

    private static final @Nullable MethodHandle ADD = method(HttpFields.class, "add", HttpField.class, SET);

    private static final MethodHandle FIELD_COUNT = fields("size", MethodType.methodType(int.class));
    private static final MethodHandle FIELD = fields("getField", MethodType.methodType(HttpField.class, int.class));

    private static final List<Property> OTHERS = others();

    private Versions() {}

    /** Something that a request has, and how another one gets it. */
    private static final class Property {
        final Class<?> type;
        final MethodHandle get;
        final MethodHandle set;

        Property(Class<?> type, MethodHandle get, MethodHandle set) {
            this.type = type;
            this.get = get;
            this.set = set;
        }
    }

    /** Not public before 9.4.12. */
    private static MethodHandle conversation() {
        try {
            Method method = HttpRequest.class.getDeclaredMethod("getConversation");
            if (!java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                method.setAccessible(true);
            }
            return MethodHandles.lookup().unreflect(method).asType(GET);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("another library", missing);
        }
    }

    /** A class in some versions and an interface in others. */
    private static MethodHandle fields(String name, MethodType type) {
        try {
            MethodHandle found = MethodHandles.publicLookup().findVirtual(HttpFields.class, name, type);
            return found.asType(found.type().changeParameterType(0, Object.class));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("another library", missing);
        }
    }

    private static List<Property> others() {
        List<Property> found = new ArrayList<>();
        String[] setters = {"tag", "trailers", "pushListener", "upgradeProtocol"};
        for (String setter : setters) {
            Property property = property("get" + Character.toUpperCase(setter.charAt(0)) + setter.substring(1), setter);
            if (property != null) {
                found.add(property);
            }
        }
        return found;
    }

    private static @Nullable Property property(String getter, String setter) {
        try {
            Method get = HttpRequest.class.getMethod(getter);
            MethodHandle set = method(HttpRequest.class, setter, get.getReturnType(), SET);
            return set == null
                    ? null
                    : new Property(
                            get.getReturnType(),
                            MethodHandles.publicLookup().unreflect(get).asType(GET),
                            set);
        } catch (ReflectiveOperationException missing) {
            return null;
        }
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            return MethodHandles.publicLookup().unreflect(type.getMethod(name)).asType(GET);
        } catch (ReflectiveOperationException missing) {
            return null;
        }
    }

    private static @Nullable MethodHandle method(Class<?> type, String name, Class<?> argument, MethodType as) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(type.getMethod(name, argument))
                    .asType(as);
        } catch (ReflectiveOperationException missing) {
            return null;
        }
    }

    private static @Nullable MethodHandle clearHeaders() {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(HttpResponse.class.getMethod("clearHeaders"))
                    .asType(MethodType.methodType(void.class, Object.class));
        } catch (ReflectiveOperationException missing) {
            return null;
        }
    }

    static HttpConversation conversation(HttpRequest request) {
        return (HttpConversation) present(get(CONVERSATION, request));
    }

    /** A copy of the fields of a request. */
    static HttpField[] fields(HttpRequest request) {
        // Not as what it is declared to be: see above.
        Object all = request.getHeaders();
        try {
            HttpField[] copy = new HttpField[(int) FIELD_COUNT.invokeExact(all)];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = (HttpField) FIELD.invokeExact(all, i);
            }
            return copy;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
    }

    /** Null when a request has none. */
    static @Nullable Object body(HttpRequest request) {
        // From 10 on something stands between a provider and the request that serves one request only.
        ContentProvider provider = request.getContent();
        return provider != null || BODY == null ? provider : get(BODY.get, request);
    }

    static void body(HttpRequest request, Object body) {
        if (body instanceof ContentProvider) {
            request.content((ContentProvider) body);
        } else if (BODY != null) {
            set(BODY.set, request, body);
        }
    }

    /** Whether a body can be sent again; those that do not say are known by their class. */
    static boolean isReproducible(Object body) {
        MethodHandle says = body instanceof ContentProvider ? REPRODUCIBLE : BODY_REPRODUCIBLE;
        return says != null
                ? Boolean.TRUE.equals(get(says, body))
                : body instanceof BytesContentProvider
                        || body instanceof ByteBufferContentProvider
                        || body instanceof PathContentProvider;
    }

    /** Tells the body of a request that it will never be sent; before 10 breaking the request off does. */
    static void failBody(HttpRequest request, Throwable why) {
        Object body = BODY == null ? null : get(BODY.get, request);
        if (body != null && BODY_FAIL != null) {
            set(BODY_FAIL, body, why);
        }
    }

    /** Adds a field to what the program sees of a response, if it takes any: not all do that the client has looked into first. */
    static void add(Response response, HttpField field) {
        if (ADD != null) {
            set(ADD, response.getHeaders(), field);
        } else if (ADD_HEADER != null && response instanceof HttpResponse) {
            set(ADD_HEADER, response, field);
        }
    }

    /** Takes fields out of what the program sees of a response; those, and no others that say the same. */
    static void remove(Response response, List<HttpField> refused) {
        Iterable<HttpField> fields = response.getHeaders();
        List<HttpField> kept = new ArrayList<>();
        for (Iterator<HttpField> each = fields.iterator(); each.hasNext(); ) {
            HttpField field = each.next();
            if (!isAmong(refused, field)) {
                kept.add(field);
            } else if (CLEAR_HEADERS == null) {
                each.remove();
            }
        }
        if (CLEAR_HEADERS != null) {
            clear(CLEAR_HEADERS, response);
            for (HttpField field : kept) {
                add(response, field);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // that is what is meant
    private static boolean isAmong(List<HttpField> some, HttpField field) {
        for (HttpField each : some) {
            if (each == field) {
                return true;
            }
        }
        return false;
    }

    private static void clear(MethodHandle clear, Response response) {
        try {
            clear.invokeExact((Object) response);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Whether the program wants one version of HTTP, and not whichever can be agreed upon. */
    static boolean wantsVersion(HttpRequest request) {
        // Some versions do not tell what was said from what holds anyhow.
        return EXPLICIT_VERSION == null
                ? request.getVersion() != HttpVersion.HTTP_1_1
                : Boolean.TRUE.equals(get(EXPLICIT_VERSION, request));
    }

    /** What is neither method, URL, field nor body. */
    static void copyOthers(HttpRequest from, HttpRequest to) {
        for (Property property : OTHERS) {
            Object value = get(property.get, from);
            if (value != null) {
                set(property.set, to, value);
            }
        }
    }

    static @Nullable Object get(MethodHandle handle, Object owner) {
        try {
            return (Object) handle.invokeExact(owner);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static void set(MethodHandle handle, Object owner, Object value) {
        try {
            handle.invokeExact(owner, value);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("another library");
        }
        return value;
    }
}
