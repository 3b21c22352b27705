package dev.failover.agent.client.apache5;

import java.lang.reflect.Field;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/** Where a classic client has its connections from. It tells nobody: it is looked for. */
final class Connections {
    private static final ClassValue<Manager> MANAGERS = new ClassValue<Manager>() {
        @Override
        protected Manager computeValue(Class<?> runtime) {
            for (Field field : runtime.getDeclaredFields()) {
                if (field.getType() == HttpClientConnectionManager.class) {
                    try {
                        field.setAccessible(true);
                        return new Manager(field);
                    } catch (RuntimeException hidden) {
                        return new Manager(null);
                    }
                }
            }
            return new Manager(null);
        }
    };

    private static final class Manager {
        final @Nullable Field field;

        Manager(@Nullable Field field) {
            this.field = field;
        }
    }

    private Connections() {}

    /** Whether there are some for several requests at once; no where that is not known. */
    static boolean arePooled(ExecRuntime runtime) {
        Field field = MANAGERS.get(runtime.getClass()).field;
        try {
            return field != null && field.get(runtime) instanceof PoolingHttpClientConnectionManager;
        } catch (IllegalAccessException hidden) {
            return false;
        }
    }
}
