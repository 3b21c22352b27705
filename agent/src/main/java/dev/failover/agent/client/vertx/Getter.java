package dev.failover.agent.client.vertx;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** What the library's own objects say of themselves, by methods that not every version has: looked up once for each class. */
final class Getter extends ClassValue<Getter.Found> {
    private final String ofInterface;
    private final @Nullable String ofClass;

    /** What came of a look-up. */
    static final class Found {
        final @Nullable Method method;

        Found(@Nullable Method method) {
            this.method = method;
        }
    }

    /**
     * A method of one of an object's interfaces.
     *
     * @param ofClass the name that it has where no interface has it; null for none
     */
    Getter(String ofInterface, @Nullable String ofClass) {
        this.ofInterface = ofInterface;
        this.ofClass = ofClass;
    }

    /** Null for an object that does not say. */
    @Nullable
    Object of(Object target) {
        Method method = get(target.getClass()).method;
        if (method == null) {
            return null;
        }
        try {
            return method.invoke(target, (Object[]) null);
        } catch (ReflectiveOperationException failure) {
            throw Versions.unexpected(failure);
        }
    }

    @Override
    protected Found computeValue(Class<?> type) {
        Method method = ofInterface(type);
        return new Found(method != null || ofClass == null ? method : ofClass(type, ofClass));
    }

    /** By way of an interface: the classes lie in packages that a module keeps to itself. */
    private @Nullable Method ofInterface(Class<?> type) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Class<?> each : current.getInterfaces()) {
                Method method = ofClass(each, ofInterface);
                if (method != null) {
                    return method;
                }
            }
        }
        return null;
    }

    private static @Nullable Method ofClass(Class<?> type, String name) {
        if (Modifier.isPublic(type.getModifiers())) {
            try {
                return type.getMethod(name);
            } catch (NoSuchMethodException none) {
                return null;
            }
        }
        return null;
    }
}
