package dev.failover.agent.client;

import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Tells whether a request failed because of what the program itself has given the client to run while it is sent, such as the
 * publisher or the stream of its body: the exception was made there then, and not by the client nor by what it sends with.
 * It looks at where a failure was made, so that nothing of the program's must be wrapped. In doubt it is the connection's.
 */
public final class OwnFaults {
    private final Predicate<String> library;

    /** What the names begin with of all that is in the package of a class, so many levels below its library. */
    public static String prefix(Class<?> type, int levels) {
        String name = type.getName();
        for (int i = 0; i < levels; i++) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return name + '.';
    }

    /** @param library the names of the classes of the client, and of all that it does its I/O with besides the JDK's */
    public OwnFaults(Predicate<String> library) {
        this.library = library;
    }

    /** Whether a failure after the head of a request was sent is the program's own doing. */
    public boolean isOwn(Throwable failure) {
        if (failure instanceof SSLException) {
            // Providers of TLS are nobody's library.
            return false;
        }
        for (StackTraceElement frame : failure.getStackTrace()) {
            String maker = frame.getClassName();
            if (library.test(maker) || isSocket(maker)) {
                return false;
            }
            // The JDK's own are called by everybody: who calls them counts.
            if (!maker.startsWith("java.") && !maker.startsWith("jdk.")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSocket(String name) {
        return name.startsWith("java.net.") || name.startsWith("sun.") || name.startsWith("javax.net.");
    }
}
