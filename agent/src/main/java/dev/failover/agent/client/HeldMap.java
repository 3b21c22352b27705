package dev.failover.agent.client;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The map that an object of a library holds. A provider of credentials is asked for those of one realm at a time, and which one a server
 * will name is not known: what it has for all of them tells users apart.
 */
public final class HeldMap {
    private static final ClassValue<Field[]> FIELDS = new ClassValue<Field[]>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            Field found = null;
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && Map.class.isAssignableFrom(field.getType())) {
                    found = found == null ? accessible(field) : found;
                }
            }
            return found == null ? new Field[0] : new Field[] {found};
        }
    };

    private HeldMap() {}

    private static @Nullable Field accessible(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (RuntimeException hidden) {
            return null;
        }
    }

    /** A copy; empty when it holds none, or does not let anybody know. */
    public static Map<?, ?> of(Object holder) {
        Field[] fields = FIELDS.get(holder.getClass());
        if (fields.length == 0) {
            return Collections.emptyMap();
        }
        try {
            Map<?, ?> map = (Map<?, ?>) fields[0].get(holder);
            if (map == null || map.isEmpty()) {
                return Collections.emptyMap();
            }
            // Where the map itself is not made for several threads, the object locks itself whenever it is asked.
            synchronized (holder) {
                return Collections.unmodifiableMap(new HashMap<>(map));
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
