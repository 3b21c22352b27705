package dev.failover.agent.client.url;

import java.lang.reflect.Field;
import java.net.Authenticator;

/** Whether the JDK may ask somebody for credentials on behalf of the whole program. */
final class Authenticators {
    /** What was told once is kept by the JDK, whatever is set later. */
    private static volatile boolean seen;

    private Authenticators() {}

    static boolean areThere() {
        if (!seen) {
            seen = isThereOne();
        }
        return seen;
    }

    private static boolean isThereOne() {
        try {
            return Authenticator.class.getMethod("getDefault").invoke(null) != null;
        } catch (NoSuchMethodException java8) {
            return isThereOneOnJava8();
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return true;
        }
    }

    private static boolean isThereOneOnJava8() {
        try {
            Field one = Authenticator.class.getDeclaredField("theAuthenticator");
            one.setAccessible(true);
            return one.get(null) != null;
        } catch (ReflectiveOperationException | RuntimeException closed) {
            // In doubt there is.
            return true;
        }
    }
}
