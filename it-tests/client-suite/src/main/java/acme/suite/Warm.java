package acme.suite;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What one GET costs on a connection that is open: round after round, and of each round a line with wall time, CPU time of
 * the process and bytes allocated by all its threads, each for one call. Adapters of asynchronous clients wait for each answer.
 */
public final class Warm {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Warm() {}

    /** Name of the adapter's class, URL, calls before the first round, rounds, calls of a round. */
    public static void main(String[] args) {
        // Clients leave threads behind that are no daemons.
        try {
            measure(args);
            System.exit(0);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(String[] args) throws Exception {
        Adapter adapter =
                (Adapter) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        int rounds = Integer.parseInt(args[3]);
        int calls = Integer.parseInt(args[4]);
        ClientUnderTest client = adapter.open(new Setup());
        run(client, args[1], Integer.parseInt(args[2]));
        for (int i = 0; i < rounds; i++) {
            long bytes = allocated();
            long cpu = SYSTEM.getProcessCpuTime();
            long wall = System.nanoTime();
            run(client, args[1], calls);
            wall = System.nanoTime() - wall;
            cpu = SYSTEM.getProcessCpuTime() - cpu;
            bytes = allocated() - bytes;
            System.out.println(String.format(
                    Locale.ROOT, "ROUND\t%d\t%d\t%d", wall / calls, cpu / calls, Math.round((double) bytes / calls)));
        }
    }

    private static void run(ClientUnderTest client, String url, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            Answer answer = client.send(new Ask("GET", url));
            if (answer.status() != 200 || answer.bytes().length == 0) {
                throw new AssertionError("status " + answer.status());
            }
        }
    }

    /** By threads that live; none of those that call or answer ends meanwhile. */
    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
