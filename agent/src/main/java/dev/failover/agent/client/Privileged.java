package dev.failover.agent.client;

import java.net.URLPermission;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does under a security manager, up to Java 23, it does in its own right: its classes may do everything, and
 * the program's, which are on the stack, are not asked. So a policy need not know the agent. But a program gets nothing
 * through it that it may not ask for itself: see {@link #mayCall}.
 */
public final class Privileged {
    private static final boolean POSSIBLE = isBefore24();
    /** What the program may do whose call this thread carries out. */
    private static final ThreadLocal<AccessControlContext> PROGRAM = new ThreadLocal<>();

    private Privileged() {}

    /** From Java 24 on there is no security manager, and one day no method that asks for it. */
    private static boolean isBefore24() {
        String version = System.getProperty("java.specification.version", "");
        try {
            return version.startsWith("1.") || Integer.parseInt(version) < 24;
        } catch (NumberFormatException unheardOf) {
            return false;
        }
    }

    /** Whether there is a security manager. */
    public static boolean isNeeded() {
        return POSSIBLE && System.getSecurityManager() != null;
    }

    /** Runs an action in the agent's right, if that matters. */
    public static <T> T call(PrivilegedExceptionAction<T> action) throws Exception {
        if (!isNeeded()) {
            return action.run();
        }
        try {
            return AccessController.doPrivileged(action);
        } catch (PrivilegedActionException failure) {
            throw failure.getException();
        }
    }

    /** As {@link #call}, and remembers meanwhile what the program may do. */
    public static <T> T forProgram(PrivilegedExceptionAction<T> action) throws Exception {
        AccessControlContext outer = PROGRAM.get();
        if (outer != null) {
            return call(action);
        }
        PROGRAM.set(AccessController.getContext());
        try {
            return call(action);
        } finally {
            PROGRAM.remove();
        }
    }

    /** As {@link #call}. */
    public static void run(Runnable action) {
        if (!isNeeded()) {
            action.run();
            return;
        }
        AccessController.doPrivileged((java.security.PrivilegedAction<@Nullable Void>) () -> {
            action.run();
            return null;
        });
    }

    /** Whether the program itself may send a request there; if not, it has to hear so from its own client. */
    static boolean mayCall(String scheme, String host, int port, @Nullable String rawPath) {
        if (!isNeeded()) {
            return true;
        }
        SecurityManager manager = System.getSecurityManager();
        AccessControlContext program = PROGRAM.get();
        AccessControlContext asked = program == null ? AccessController.getContext() : program;
        int known = port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
        try {
            manager.checkConnect(host, known, asked);
            return true;
        } catch (SecurityException noSocket) {
            try {
                String path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
                manager.checkPermission(new URLPermission(scheme + "://" + host + ":" + known + path, "GET"), asked);
                return true;
            } catch (SecurityException | IllegalArgumentException noUrl) {
                return false;
            }
        }
    }
}
