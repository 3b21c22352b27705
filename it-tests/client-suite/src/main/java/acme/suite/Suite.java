package acme.suite;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs every case with one client and prints a line for each: {@code CASE}, name, {@code OK}, {@code FAILED},
 * {@code SKIPPED} or {@code DEVIATES}, reason, milliseconds, with tabs between.
 */
public final class Suite {
    private static final long PATIENCE = 20_000;
    /** With a case that is expected to fail. */
    private static final long LITTLE_PATIENCE = 5_000;

    private final Adapter adapter;
    private final Map<String, String> servers;
    private final PrintStream out;

    private Suite(Adapter adapter, Map<String, String> servers, PrintStream out) {
        this.adapter = adapter;
        this.servers = servers;
        this.out = out;
    }

    /** Name of the adapter's class; {@code run=NAME}; servers as {@code a=HOST:PORT}; {@code only=CASE,CASE} if not all; {@code control=true} without failover. */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            options.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Adapter adapter =
                (Adapter) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        System.out.println("START\t" + System.getProperty("java.specification.version"));
        new Suite(adapter, options, System.out).run(chosen(options.get("only")));
        // Clients leave threads behind that are no daemons.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static List<Case> chosen(String only) {
        if (only == null) {
            return Cases.all();
        }
        List<Case> chosen = new ArrayList<>();
        for (String name : only.split(",")) {
            chosen.add(Cases.named(name));
        }
        return chosen;
    }

    private void run(List<Case> cases) throws Exception {
        for (String name : adapter.traits().namedCases()) {
            Cases.named(name);
        }
        // Most of what cases do is wait.
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(servers.getOrDefault("parallel", "8")));
        List<Future<?>> running = new ArrayList<>();
        for (Case next : cases) {
            running.add(threads.submit(() -> report(next)));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private void report(Case one) {
        String reason = servers.containsKey(one.place().addressed())
                ? adapter.traits().reasonToSkip(one)
                : "this machine lacks what server " + one.place().addressed() + " needs";
        if (reason != null) {
            print(one, "SKIPPED", reason, 0);
            return;
        }
        long begin = System.nanoTime();
        String failure = failureOf(one);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        String deviation = isControl() ? null : adapter.traits().deviation(one);
        if (deviation == null) {
            print(one, failure == null ? "OK" : "FAILED", failure == null ? "" : failure, millis);
        } else if (failure == null) {
            print(one, "FAILED", "no longer true, so no longer to be excused: " + deviation, millis);
        } else {
            print(one, "DEVIATES", deviation, millis);
        }
    }

    private boolean isControl() {
        return servers.containsKey("control");
    }

    private synchronized void print(Case one, String result, String reason, long millis) {
        out.println("CASE\t" + one.name() + "\t" + result + "\t"
                + reason.replace("\\", "\\\\")
                        .replace("\t", "  ")
                        .replace("\r", "")
                        .replace("\n", "\\n") + "\t"
                + millis);
        out.flush();
    }

    /** Null when all was well. A case that hangs is left behind with its thread. */
    private String failureOf(Case one) {
        Throwable[] thrown = new Throwable[1];
        long patience = one.needsFailover() && isControl() ? LITTLE_PATIENCE : PATIENCE;
        Thread thread = new Thread(
                () -> {
                    try (Scene scene = new Scene(one, adapter, servers, patience * 3 / 4)) {
                        one.run(scene);
                    } catch (Throwable e) {
                        thrown[0] = e;
                    }
                },
                "case " + one.name());
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            return "the suite was interrupted";
        }
        if (thread.isAlive()) {
            StringBuilder stack = new StringBuilder("hangs:");
            for (StackTraceElement frame : thread.getStackTrace()) {
                stack.append("\n  at ").append(frame);
            }
            return stack.toString();
        }
        return thrown[0] == null ? null : told(thrown[0], one);
    }

    private String told(Throwable thrown, Case one) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        try {
            text.append("servers received:\n");
            for (Received received : new ServerLog(servers.get("log"), 0).of(servers.get("run") + "/" + one.name())) {
                text.append("  ").append(received.toString()).append('\n');
            }
        } catch (Exception e) {
            text.append("the servers' log cannot be had: ").append(String.valueOf(e));
        }
        return text.toString();
    }
}
