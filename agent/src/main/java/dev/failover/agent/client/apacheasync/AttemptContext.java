package dev.failover.agent.client.apacheasync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The program's context as a further attempt sees it: as it was before the first one wrote into it. What this attempt writes
 * is the program's when its response is. Thread-safe.
 */
final class AttemptContext implements HttpContext {
    /** What a client leaves in a context; the rest is the program's. */
    private static final String[] OF_CLIENT = {
        "http.auth.target-scope",
        "http.auth.proxy-scope",
        "http.user-token",
        "http.request-config",
        "http.protocol.redirect-locations",
        "http.connection",
        "http.request",
        "http.response",
        "http.target_host",
        "http.route"
    };

    private static final Object NONE = new Object();
    /** Of a context in which there is nothing, as in most. */
    static final @Nullable Object[] NOTHING = new @Nullable Object[OF_CLIENT.length];

    private final HttpContext programs;
    private final Map<String, Object> own = new ConcurrentHashMap<>();
    private volatile boolean merged;

    private AttemptContext(HttpContext programs) {
        this.programs = programs;
    }

    /** What a client may be about to change, as it is now. */
    static @Nullable Object[] snapshot(HttpContext programs) {
        @Nullable Object[] values = NOTHING;
        for (int i = 0; i < OF_CLIENT.length; i++) {
            Object value = programs.getAttribute(OF_CLIENT[i]);
            if (value != null) {
                values = values == NOTHING ? new @Nullable Object[OF_CLIENT.length] : values;
                values[i] = value;
            }
        }
        return values;
    }

    /** What there was by one of these names. */
    static @Nullable Object value(@Nullable Object[] snapshot, String id) {
        for (int i = 0; i < OF_CLIENT.length; i++) {
            if (OF_CLIENT[i].equals(id)) {
                return snapshot[i];
            }
        }
        return null;
    }

    static AttemptContext of(HttpContext programs, @Nullable Object[] snapshot) {
        AttemptContext context = new AttemptContext(programs);
        for (int i = 0; i < OF_CLIENT.length; i++) {
            context.own.put(OF_CLIENT[i], snapshot[i] == null ? NONE : snapshot[i]);
        }
        return context;
    }

    /** From now on it is the program's. */
    void merge() {
        for (Map.Entry<String, Object> attribute : own.entrySet()) {
            if (attribute.getValue() == NONE) {
                programs.removeAttribute(attribute.getKey());
            } else {
                programs.setAttribute(attribute.getKey(), attribute.getValue());
            }
        }
        merged = true;
    }

    @Override
    @SuppressWarnings("NullAway") // null for none, as in every context
    public Object getAttribute(String id) {
        Object value = merged ? null : own.get(id);
        return value == null ? programs.getAttribute(id) : value == NONE ? null : value;
    }

    @Override
    public void setAttribute(String id, @Nullable Object value) {
        if (merged) {
            programs.setAttribute(id, value);
        } else {
            own.put(id, value == null ? NONE : value);
        }
    }

    @Override
    public Object removeAttribute(String id) {
        Object old = getAttribute(id);
        if (merged) {
            programs.removeAttribute(id);
        } else {
            own.put(id, NONE);
        }
        return old;
    }
}
