package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Together with the agent of OpenTelemetry, before it and after it on the command line. */
class OpenTelemetryIT {
    private static final String[] ANSWERS = {
        "url\tb /url0",
        "url\tb /url1",
        "Jdk11\tb /Jdk110",
        "Jdk11\tb /Jdk111",
        "Apache4\tb /Apache40",
        "Apache4\tb /Apache41"
    };

    @TempDir
    private Path directory;

    /** Ours is asked first, and each of its attempts passes theirs: a span for the dead endpoint and one for the other. */
    @OnJava(
            value = {17},
            all = {8, 11, 17, 21, 25})
    void theirsFirst(int java) {
        try (Servers servers = new Servers()) {
            Guest.Ended run = run(java, servers, true, "-Dotel.traces.exporter=logging");

            assertThat(run.out()).containsExactly(answers(java));
            assertThat(run.fromUs()).isEmpty();
            String dead = servers.dead();
            assertThat(spans(run, "http-url-connection", port(dead))).isEqualTo(2);
            assertThat(spans(run, "http-url-connection", port(servers.live()))).isEqualTo(2);
            // Theirs takes a call of Apache's client where the program makes it, outside of ours.
            assertThat(spans(run, "apache-httpclient", port(dead))).isEqualTo(2);
            assertThat(spans(run, "apache-httpclient", port(servers.live()))).isZero();
            if (java >= 11) {
                assertThat(spans(run, "java-http-client", port(servers.live()))).isPositive();
            }
        }
    }

    /**
     * Theirs is asked first: a span for the whole call, but for connections that we open ourselves. A further attempt of a call that
     * does not block begins where the failure is told, on the caller's thread or on one of the client's, where theirs knows no call:
     * it may get a span too.
     */
    @OnJava(
            value = {17},
            all = {8, 11, 17, 21, 25})
    void oursFirst(int java) {
        try (Servers servers = new Servers()) {
            Guest.Ended run = run(java, servers, false, "-Dotel.traces.exporter=logging");

            assertThat(run.out()).containsExactly(answers(java));
            assertThat(run.fromUs()).isEmpty();
            assertThat(spans(run, "http-url-connection", port(servers.live()))).isEqualTo(2);
            assertThat(spans(run, "apache-httpclient", port(servers.dead()))).isEqualTo(2);
            if (java >= 11) {
                assertThat(spans(run, "java-http-client", port(servers.dead()))).isEqualTo(2);
                assertThat(spans(run, "java-http-client", port(servers.live()), "/Jdk110"))
                        .isZero();
                assertThat(spans(run, "java-http-client", port(servers.live()), "/Jdk111"))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /** What an exporter sends is not ours, even to an address that belongs to a service. */
    @OnJava(
            value = {17},
            all = {8, 17, 25})
    void exportersAreLeftAlone(int java) {
        try (Servers servers = new Servers()) {
            Guest.Ended run = run(
                    java,
                    servers,
                    false,
                    "-Dotel.traces.exporter=otlp",
                    "-Dotel.exporter.otlp.protocol=http/protobuf",
                    "-Dotel.exporter.otlp.endpoint=" + servers.dead(),
                    // Else it tries for up to 8 s before it says so, and the end of the JVM waits for no more than 10.
                    "-Dotel.java.exporter.otlp.retry.disabled=true");

            assertThat(run.out()).containsExactly(answers(java));
            assertThat(run.err()).as("the exporter has tried").anyMatch(line -> line.contains("Failed to export"));
            assertThat(servers.requests()).isNotEmpty().noneMatch(request -> request.contains("/v1/traces"));
        }
    }

    private Guest.Ended run(int java, Servers servers, boolean theirsFirst, String... options) {
        String theirs = "-javaagent:" + Jars.named("opentelemetry-javaagent-2.23.0.jar");
        Guest guest = Guest.on(java, directory);
        if (theirsFirst) {
            guest.options(theirs).agent(servers);
        } else {
            guest.agent(servers).options(theirs);
        }
        guest.options("-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none")
                .options(options);
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                java < 11
                        ? Sources.classPath(Jars.apache4("4.5.14"), Sources.CALLS, Sources.APACHE4)
                        : Sources.classPath(Jars.apache4("4.5.14"), Sources.CALLS, Sources.APACHE4, Sources.JDK),
                "acme.guest.Main",
                servers.dead(),
                "2",
                "url"));
        arguments.addAll(java < 11 ? List.of("Apache4") : List.of("Jdk11", "Apache4"));
        return guest.run(arguments.toArray(new String[0]));
    }

    private static String[] answers(int java) {
        return List.of(ANSWERS).stream()
                .filter(line -> java >= 11 || !line.startsWith("Jdk11"))
                .toArray(String[]::new);
    }

    private static int port(String url) {
        return java.net.URI.create(url).getPort();
    }

    private static long spans(Guest.Ended run, String client, int port) {
        return spans(run, client, port, "");
    }

    private static long spans(Guest.Ended run, String client, int port, String path) {
        return run.err().stream()
                .filter(line -> line.contains("LoggingSpanExporter") && line.contains("opentelemetry." + client))
                .filter(line -> line.contains("server.port=" + port))
                .filter(line -> line.contains(path))
                .count();
    }
}
