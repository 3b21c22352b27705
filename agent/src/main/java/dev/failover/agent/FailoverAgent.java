package dev.failover.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of {@code -javaagent:failover-agent.jar}. Whatever goes wrong in here, the program starts as if there
 * were no agent.
 *
 * <p>Runs before the program and on its main thread: no logging, no JMX, no sockets, no {@code java.nio.file}, no lambdas
 * in here and in what it calls, because touching them early changes how application servers come up.
 */
public final class FailoverAgent {
    private static final String BEGIN = "dev.failover.agent.loading.AgentBegin";

    private static @Nullable String argument;
    private static @Nullable Instrumentation instrumentation;
    private static @Nullable File jar;
    private static boolean attached;

    private FailoverAgent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        start(argument, instrumentation, false);
    }

    /** Called by the JVM when the agent is attached to a running program. */
    public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
        start(argument, instrumentation, true);
    }

    private static void start(@Nullable String given, Instrumentation means, boolean late) {
        try {
            if (StartFilter.isOff(given, late)) {
                return;
            }
            File file = OwnJar.find(late);
            if (FailoverAgent.class.getClassLoader() != null) {
                // The jar does not bear the name that its manifest puts on the boot class path.
                means.appendToBootstrapClassLoaderSearch(new JarFile(file, false));
                Class.forName(FailoverAgent.class.getName(), true, null)
                        .getMethod(late ? "agentmain" : "premain", String.class, Instrumentation.class)
                        .invoke(null, given, means);
                return;
            }
            argument = given;
            instrumentation = means;
            jar = file;
            attached = late;
            // It begins by being initialized: the first method that is called by reflection costs a newer JVM 10 ms.
            Class.forName(BEGIN, true, new AgentClassLoader(file));
        } catch (ExceptionInInitializerError failure) {
            off(failure.getCause() == null ? failure : failure.getCause());
        } catch (Throwable failure) {
            off(failure);
        } finally {
            argument = null;
            instrumentation = null;
            jar = null;
        }
    }

    /** What was written behind the jar; for {@code AgentBegin}, while it is being initialized. */
    public static @Nullable String argument() {
        return argument;
    }

    /** As {@link #argument}. */
    public static @Nullable Instrumentation instrumentation() {
        return instrumentation;
    }

    /** As {@link #argument}. */
    public static @Nullable File file() {
        return jar;
    }

    /** Whether the program was running already; as {@link #argument}. */
    public static boolean isAttached() {
        return attached;
    }

    private static void off(Throwable failure) {
        try {
            System.err.println("failover: FA101 off, because the agent could not start: " + failure);
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }
}
