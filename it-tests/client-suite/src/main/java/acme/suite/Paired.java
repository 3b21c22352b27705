package acme.suite;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a GET of one URL costs more than one of another, on connections that are open: blocks of calls of the one and of the
 * other in turns, by one client in one JVM. Whatever the machine or the compiler does to a process is done to both. Of each
 * round a line with the medians of wall time, of CPU time and of bytes of all threads, each for one call.
 */
public final class Paired {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 40;
    private static final int PAIRS = 100;

    private final ClientUnderTest client;
    private final String[] urls;

    private Paired(ClientUnderTest client, String... urls) {
        this.client = client;
        this.urls = urls;
    }

    /** Name of the adapter's class, the URL, the other, calls before the first round, rounds. */
    public static void main(String[] args) {
        // Clients leave threads behind that are no daemons.
        try {
            Adapter adapter =
                    (Adapter) Class.forName(args[0]).getDeclaredConstructor().newInstance();
            Paired paired = new Paired(adapter.open(new Setup()), args[1], args[2]);
            paired.warm(Integer.parseInt(args[3]));
            for (int rounds = Integer.parseInt(args[4]); rounds > 0; rounds--) {
                paired.round();
            }
            System.exit(0);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private void warm(int calls) throws Exception {
        for (int i = 0; i < calls / (2 * CALLS); i++) {
            run(urls[0]);
            run(urls[1]);
        }
    }

    private void round() throws Exception {
        double[][] more = new double[3][PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            // Each is the first as often as the second.
            int first = i % 2;
            long[] one = block(urls[first]);
            long[] other = block(urls[1 - first]);
            for (int j = 0; j < more.length; j++) {
                more[j][i] = (first == 0 ? one[j] - other[j] : other[j] - one[j]) / (double) CALLS;
            }
        }
        System.out.println(String.format(
                Locale.ROOT, "PAIRS\t%.0f\t%.0f\t%.0f", median(more[0]), median(more[1]), median(more[2])));
    }

    private long[] block(String url) throws Exception {
        long[] threads = THREADS.getAllThreadIds();
        long bytes = sum(THREADS.getThreadAllocatedBytes(threads));
        long cpu = sum(THREADS.getThreadCpuTime(threads));
        long wall = System.nanoTime();
        run(url);
        wall = System.nanoTime() - wall;
        return new long[] {
            wall, sum(THREADS.getThreadCpuTime(threads)) - cpu, sum(THREADS.getThreadAllocatedBytes(threads)) - bytes
        };
    }

    private void run(String url) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            Answer answer = client.send(new Ask("GET", url));
            if (answer.status() != 200 || answer.bytes().length == 0) {
                throw new AssertionError("status " + answer.status());
            }
        }
    }

    /** A thread that has ended counts -1. */
    private static long sum(long[] values) {
        return Arrays.stream(values).filter(value -> value > 0).sum();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
