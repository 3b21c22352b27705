package dev.failover.demo;

import dev.failover.it.Jdk;
import dev.failover.it.Loopback;
import dev.failover.it.Programs;
import dev.failover.it.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two servers, three clients, one SIGKILL. {@code FAILOVER_DEMO_SECONDS} makes it shorter or longer. Exit code 1 when a
 * promise was not kept, so this is an acceptance test, too.
 */
public final class Demo {
    private static final int CELLS = 30;

    private Demo() {}

    /** {@code AGENT-JAR}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Math.max(6, Integer.parseInt(System.getenv().getOrDefault("FAILOVER_DEMO_SECONDS", "20")));
        Path directory = Files.createTempDirectory("failover-demo");
        List<String> broken;
        try {
            broken = run(Path.of(args[0]), directory, seconds);
        } finally {
            delete(directory);
        }
        if (!broken.isEmpty()) {
            System.err.println("The demo broke its promise:");
            broken.forEach(promise -> System.err.println("  " + promise));
            System.exit(1);
        }
    }

    private static List<String> run(Path agent, Path directory, int seconds) throws InterruptedException {
        Terminal terminal = Terminal.detect();
        Jdk java = Jdk.find(8).orElseGet(Jdk::current);
        try (Replica a = new Replica("a", directory, Loopback.next(), null).start();
                Replica b = new Replica("b", directory, Loopback.next(), null).start()) {
            Programs programs = new Programs(java, directory, a.url() + "," + b.url());
            try (DemoClient alone = new DemoClient("old program alone", false, programs.old(null), CELLS);
                    DemoClient attached = new DemoClient("old program + agent", true, programs.old(agent), CELLS);
                    DemoClient stub = new DemoClient("generated client", true, programs.generated(), CELLS)) {
                List<DemoClient> clients = List.of(alone, attached, stub);
                clients.forEach(client -> client.warmUp(a.url()));
                introduce(terminal, java, a, b, seconds);
                View view = terminal.redraws() ? new RedrawnView(terminal) : new PlainView(terminal.out());
                new Show(a, b, clients, view, seconds).run();
                Report report = new Report(clients);
                report.print(terminal);
                return report.brokenPromises();
            }
        }
    }

    private static void introduce(Terminal terminal, Jdk java, Replica a, Replica b, int seconds) {
        String agent =
                "java -javaagent:failover-agent.jar -Dfailover.service.orders.endpoints=" + a.url() + "," + b.url();
        terminal.out()
                .printf(
                        """

                          %s

                          Three clients call server a, 50 times a second each. At %d s it is killed
                          with SIGKILL, at %d s started again. The old program (HttpURLConnection, here
                          on %s) was not changed. With the agent:

                            %s

                        """,
                        terminal.bold("Failover: server a dies, the calls go on"),
                        seconds / 3,
                        seconds * 2 / 3,
                        java,
                        terminal.dim(agent));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
