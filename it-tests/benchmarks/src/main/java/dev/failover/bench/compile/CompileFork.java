package dev.failover.bench.compile;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import javax.tools.ToolProvider;

/** javac in a JVM that is fresh as javac's own would be, but tells what CPU time it took. */
public final class CompileFork {
    private CompileFork() {}

    /** @param arguments those of javac */
    public static void main(String[] arguments) {
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(process.getProcessCpuTime());
        System.out.flush();
        System.exit(exit);
    }
}
