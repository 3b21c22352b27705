package dev.failover.it.clients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The clients, each with its versions from the lowest that is supported to the newest: their jars are in the pom, their
 * adapter in {@code src/clients/NAME}. A version may need a newer Java than others: {@code 12.0.5@17}.
 */
enum Client {
    URL("url", "acme.suite.url.UrlAdapter", 8, Agent.HANDLES_IT, "JDK"),
    JDK("jdk", "acme.suite.jdk.JdkAdapter", 11, Agent.HANDLES_IT, "JDK@11"),
    APACHE4("apache4", "acme.suite.apache4.Apache4Adapter", 8, Agent.HANDLES_IT, "4.3.6", "4.4.1", "4.5.3", "4.5.14"),
    APACHE4_DEFAULT(
            "apache4-default",
            "acme.suite.apache4.DefaultClientAdapter",
            8,
            Agent.HANDLES_IT,
            "4.0.3",
            "4.1.3",
            "4.2.6",
            "4.5.14"),
    APACHE5("apache5", "acme.suite.apache5.Apache5Adapter", 8, Agent.HANDLES_IT, "5.0", "5.2.3", "5.4.4", "5.6.5"),
    APACHE5_ASYNC(
            "apache5-async",
            "acme.suite.apache5async.Apache5AsyncAdapter",
            8,
            Agent.HANDLES_IT,
            "5.0",
            "5.2.3",
            "5.4.4",
            "5.6.5"),
    OKHTTP("okhttp", "acme.suite.okhttp.OkHttpAdapter", 8, Agent.HANDLES_IT, "3.4.0", "3.14.9", "4.12.0", "5.5.1"),
    REACTOR(
            "reactor",
            "acme.suite.reactor.ReactorAdapter",
            8,
            Agent.HANDLES_IT,
            "1.0.0",
            "1.0.48",
            "1.1.22",
            "1.2.9",
            "1.3.0"),
    APACHE_ASYNC(
            "apacheasync",
            "acme.suite.apacheasync.ApacheAsyncAdapter",
            8,
            Agent.HANDLES_IT,
            "4.0.2",
            "4.1",
            "4.1.2",
            "4.1.5"),
    COMMONS3("commons3", "acme.suite.commons3.CommonsAdapter", 8, Agent.HANDLES_IT, "3.0", "3.0.1", "3.1"),
    JETTY(
            "jetty",
            "acme.suite.jetty.JettyAdapter",
            8,
            Agent.HANDLES_IT,
            "9.4.0.v20161208",
            "9.4.58.v20250814",
            "10.0.26@11",
            "11.0.26@11"),
    JETTY12(
            "jetty12",
            "acme.suite.jetty12.Jetty12Adapter",
            17,
            Agent.HANDLES_IT,
            "12.0.0@17",
            "12.0.27@17",
            "12.1.14@17"),
    AHC("ahc", "acme.suite.ahc.AhcAdapter", 8, Agent.HANDLES_IT, "2.1.0", "2.12.4", "3.0.13@11"),
    VERTX(
            "vertx",
            "acme.suite.vertx.VertxAdapter",
            8,
            Agent.HANDLES_IT,
            "4.0.3",
            "4.3.8",
            "4.5.30",
            "5.0.7@11",
            "5.2.3@11");

    /** Whether the agent knows a client. With one that it does not know the cases are run without it only. */
    private enum Agent {
        HANDLES_IT,
        NOT_YET
    }

    static final List<Integer> JDKS = List.of(8, 11, 17, 21, 25, 26);
    /** Java of the newest version when not everything is run. */
    static final int NEWEST = 25;

    private final String id;
    private final String adapter;
    private final int release;
    private final Agent agent;
    private final List<Version> versions;

    /** {@code jdk}: the first Java that can load it. */
    record Version(Client client, String number, int jdk) {
        List<Integer> jdks() {
            return JDKS.stream().filter(version -> version >= jdk).toList();
        }

        private boolean isIn(String list, int java) {
            String id = client.id + ":" + number;
            List<String> names = List.of(client.id, id, client.id + "@" + java, id + "@" + java);
            return Arrays.stream(list.split(",")).anyMatch(names::contains);
        }

        @Override
        public String toString() {
            return client.id + " " + number;
        }
    }

    Client(String id, String adapter, int release, Agent agent, String... versions) {
        this.id = id;
        this.adapter = adapter;
        this.release = release;
        this.agent = agent;
        this.versions = Arrays.stream(versions)
                .map(version -> version.split("@"))
                .map(parts -> new Version(this, parts[0], parts.length > 1 ? Integer.parseInt(parts[1]) : 8))
                .toList();
    }

    /** Its name in the table, and of the directories of its adapter and jars. */
    String id() {
        return id;
    }

    String adapter() {
        return adapter;
    }

    /** Which Java the adapter is written for. */
    int release() {
        return release;
    }

    boolean isHandled() {
        return agent == Agent.HANDLES_IT;
    }

    List<Version> versions() {
        return versions;
    }

    /** A version on a Java. */
    record Choice(Version version, int jdk) {
        @Override
        public String toString() {
            return version + " / Java " + jdk;
        }
    }

    /**
     * {@code few}, {@code all}, or a list of {@code CLIENT} and {@code CLIENT:VERSION}, each on every Java or, with {@code @25}
     * behind it, on that one.
     */
    static List<Choice> chosen(String what) {
        List<Choice> choices = new ArrayList<>();
        for (Client client : values()) {
            Version lowest = client.versions.get(0);
            Version newest = client.versions.get(client.versions.size() - 1);
            for (Version version : client.versions) {
                for (int jdk : version.jdks()) {
                    boolean few = version == lowest && jdk == lowest.jdk || version == newest && jdk == NEWEST;
                    if (what.equals("all") || what.equals("few") && few || version.isIn(what, jdk)) {
                        choices.add(new Choice(version, jdk));
                    }
                }
            }
        }
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("-Dclients=" + what + " names no client");
        }
        return choices;
    }
}
