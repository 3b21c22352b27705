package dev.failover.bench;

import dev.failover.FailoverManager;
import dev.failover.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Bytes of an idle instance with all policies: what the heap holds more, after garbage collection, with so many of them.
 * The name, the URL and everything else that comes with an instance are in the number.
 */
public final class Memory {
    private static final int INSTANCES = 5_000;
    private static final int ENDPOINTS_OF_A_SERVICE = 100;
    private static final int WAVES = 10;
    private static final int WAVE = 10_000;

    /** What measuring allocates itself. */
    private static final int NOISE = 16_384;

    private final List<String> csv = new ArrayList<>(List.of("subject,bytes_per_idle_instance"));
    private final PrintStream out = System.out;

    private Memory() {}

    /** @param arguments the file for the results */
    public static void main(String[] arguments) throws IOException {
        Memory memory = new Memory();
        memory.out.println("memory, bytes of an idle instance with all policies");
        memory.ours();
        memory.peers();
        memory.comeAndGo();
        memory.out.println();
        Files.write(Path.of(arguments[0]), memory.csv);
    }

    private void ours() {
        Work work = new Work();
        // Classes that are loaded on the way are nothing that an instance costs.
        try (FailoverManager manager = FailoverManager.create()) {
            wave(manager, 0, work);
        }
        oneEndpointEach(work);
        manyEndpointsEach();
    }

    private void oneEndpointEach(Work work) {
        try (FailoverManager manager = FailoverManager.create()) {
            long before = used(manager);
            register(manager, 0, INSTANCES);
            report("ours", perInstance(before, used(manager), INSTANCES), true);
            callEach(manager, 0, INSTANCES, work);
            report("ours, called once", perInstance(before, used(manager), INSTANCES), true);
        }
    }

    private void manyEndpointsEach() {
        try (FailoverManager manager = FailoverManager.create()) {
            long before = used(manager);
            for (int i = 0; i < INSTANCES / ENDPOINTS_OF_A_SERVICE; i++) {
                String[] urls = new String[ENDPOINTS_OF_A_SERVICE];
                for (int j = 0; j < urls.length; j++) {
                    urls[j] = "http://host-" + i + "-" + j + ":8080";
                }
                manager.register(Ours.stack("service-" + i, urls));
            }
            report(
                    "ours, " + ENDPOINTS_OF_A_SERVICE + " endpoints a service",
                    perInstance(before, used(manager), INSTANCES),
                    true);
        }
    }

    private void peers() {
        peer("resilience4j", INSTANCES, i -> Resilience4j.Policies.plain("service-" + i));
        metered();
        peer("failsafe", INSTANCES, i -> FailsafeLibrary.stack());
        peer("smallrye", INSTANCES, i -> SmallRye.stack());
    }

    private void metered() {
        Resilience4j.Metered metered = new Resilience4j.Metered();
        peer("resilience4j+micrometer", INSTANCES / 5, i -> metered.policies("service-" + i));
    }

    private void peer(String subject, int count, IntFunction<Object> maker) {
        Object[] instances = new Object[count];
        instances[0] = maker.apply(-1);
        long before = used(instances);
        for (int i = 0; i < count; i++) {
            instances[i] = maker.apply(i);
        }
        report(subject, perInstance(before, used(instances), count), false);
    }

    /** Endpoints of one manager that stay for one call each, no two of them the same. */
    private void comeAndGo() {
        Work work = new Work();
        try (FailoverManager manager = FailoverManager.create()) {
            wave(manager, WAVES, work);
            long before = used(manager);
            for (int i = 1; i < WAVES; i++) {
                wave(manager, i, work);
            }
            List<Service> last = register(manager, 0, WAVE);
            callEach(manager, 0, WAVE, work);
            long most = used(last);
            last.forEach(manager::unregister);
            last.clear();
            report(before, most, used(manager));
        }
    }

    private static void wave(FailoverManager manager, int wave, Work work) {
        List<Service> services = register(manager, wave * WAVE, WAVE);
        callEach(manager, wave * WAVE, WAVE, work);
        services.forEach(manager::unregister);
    }

    private void report(long before, long most, long after) {
        int endpoints = WAVES * WAVE;
        double each = (double) (after - before) / endpoints;
        csv.add(String.format(Locale.ROOT, "ours left behind by %d that came and went,%.1f", endpoints, each));
        out.printf(
                Locale.ROOT,
                "  %d endpoints came and went, %d at a time: heap %.1f MB before, %.1f MB with them, %.1f MB after;"
                        + " left behind %.1f B each; bar %d: %s%n",
                endpoints,
                WAVE,
                megabytes(before),
                megabytes(most),
                megabytes(after),
                each,
                Bar.LEFT_BEHIND,
                each <= Bar.LEFT_BEHIND ? "met" : "NOT met");
    }

    /** Services of one endpoint each: a limiter is a service's, and shall be counted too. */
    private static List<Service> register(FailoverManager manager, int from, int count) {
        List<Service> services = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            Service service = Ours.stack("service-" + i, "http://host-" + i + ":8080");
            manager.register(service);
            services.add(service);
        }
        return services;
    }

    private static void callEach(FailoverManager manager, int from, int count, Work work) {
        for (int i = from; i < from + count; i++) {
            manager.call("service-" + i, true, work);
        }
    }

    private void report(String subject, long bytes, boolean hasBar) {
        csv.add(subject.replace(",", "") + "," + bytes);
        String verdict = hasBar ? "; bar " + Bar.MEMORY + ": " + (bytes <= Bar.MEMORY ? "met" : "NOT met") : "";
        out.printf(Locale.ROOT, "  %-50s %10d%s%n", subject, bytes, verdict);
    }

    private static long perInstance(long before, long after, int instances) {
        return Math.round((double) (after - before) / instances);
    }

    private static double megabytes(long bytes) {
        return bytes / 1048576.0;
    }

    /** Heap in use once several collections in a row find nothing more, with this still in use. */
    private static long used(Object alive) {
        long least = Long.MAX_VALUE;
        for (int unchanged = 0; unchanged < 3; ) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            // Threads of what was closed need a moment to end.
            LockSupport.parkNanos(20_000_000);
            unchanged = now < least - NOISE ? 0 : unchanged + 1;
            least = Math.min(least, now);
        }
        Reference.reachabilityFence(alive);
        return least;
    }
}
