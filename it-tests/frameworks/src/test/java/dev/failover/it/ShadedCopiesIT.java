package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs and libraries that have a client under another package name, as they are published. */
class ShadedCopiesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path MODULE = Path.of(Run.property("frameworks.directory"));

    @TempDir
    private Path directory;

    /** WireMock proxies by Apache HttpClient 5 below {@code wiremock.org.apache.hc}. */
    @Test
    void wireMockProxiesToTheReplicaThatLives() throws Exception {
        try (TwoReplicas replicas = new TwoReplicas()) {
            List<String> answers = proxied(
                    replicas, true, replicas.dead(), Scenario.DEAD_FIRST_REPLICA, Scenario.POST_OF_DEAD_FIRST_REPLICA);

            assertThat(answers).allMatch(answer -> answer.startsWith("200") && answer.contains("replica-b"));
            assertThat(replicas.received("wiremock", Scenario.DEAD_FIRST_REPLICA))
                    .containsExactly("b GET");
            assertThat(replicas.received("wiremock", Scenario.POST_OF_DEAD_FIRST_REPLICA))
                    .containsExactly("b POST ordered");
        }
    }

    @Test
    void wireMockProxiesToTheReplicaThatIsAvailable() throws Exception {
        try (TwoReplicas replicas = new TwoReplicas()) {
            List<String> answers = proxied(
                    replicas,
                    true,
                    replicas.url("a"),
                    Scenario.UNAVAILABLE_FIRST_REPLICA,
                    Scenario.UNAVAILABLE_REPLICAS,
                    Scenario.POST_IS_NOT_SENT_ELSEWHERE);

            assertThat(answers.get(0)).startsWith("200").contains("replica-b");
            assertThat(answers.subList(1, 3)).allMatch(answer -> answer.startsWith("503"));
            assertThat(replicas.received("wiremock", Scenario.UNAVAILABLE_FIRST_REPLICA))
                    .containsExactly("a GET", "b GET");
            assertThat(replicas.received("wiremock", Scenario.UNAVAILABLE_REPLICAS))
                    .hasSize(3);
            assertThat(replicas.received("wiremock", Scenario.POST_IS_NOT_SENT_ELSEWHERE))
                    .containsExactly("a POST ordered");
        }
    }

    @Test
    void wireMockAloneFails() throws Exception {
        try (TwoReplicas replicas = new TwoReplicas()) {
            List<String> answers = proxied(replicas, false, replicas.dead(), Scenario.DEAD_FIRST_REPLICA);

            assertThat(answers).allMatch(answer -> answer.startsWith("500"));
            assertThat(replicas.received("wiremock", Scenario.DEAD_FIRST_REPLICA))
                    .isEmpty();
        }
    }

    /** Maven 3.8 fetches by Apache HttpClient 4 below {@code org.apache.maven.wagon.providers.http}. */
    @Test
    void mavenResolvesFromTheMirrorThatLives() throws Exception {
        try (Repository repository = parentPom()) {
            List<String> said = maven(repository, true);

            assertThat(said).anyMatch(line -> line.contains("BUILD SUCCESS"));
            assertThat(repository.requests()).contains("GET /acme/parent/1/parent-1.pom");
        }
    }

    @Test
    void mavenAloneFails() throws Exception {
        try (Repository repository = parentPom()) {
            List<String> said = maven(repository, false);

            assertThat(said).anyMatch(line -> line.contains("Non-resolvable parent POM"));
            assertThat(repository.requests()).isEmpty();
        }
    }

    /** LaunchDarkly's SDK has OkHttp below {@code com.launchdarkly.shaded}. */
    @Test
    void launchDarklyGetsItsFlagsFromTheReplicaThatLives() throws Exception {
        try (Repository flags = new Repository(Map.of("/sdk/latest-all", "{\"flags\":{},\"segments\":{}}"))) {
            assertThat(launchDarkly(flags, true, 20)).contains("INITIALIZED\ttrue");
            assertThat(flags.requests()).containsExactly("GET /sdk/latest-all");
        }
    }

    @Test
    void launchDarklyAloneFails() throws Exception {
        try (Repository flags = new Repository(Map.of())) {
            assertThat(launchDarkly(flags, false, 1)).contains("INITIALIZED\tfalse");
        }
    }

    /** Status and body of what WireMock answers, as a proxy to {@code first}. */
    private List<String> proxied(TwoReplicas replicas, boolean withAgent, String first, Scenario... scenarios)
            throws Exception {
        List<String> command =
                java(withAgent, "-Dfailover.service.things.endpoints=" + first + "," + replicas.url("b"));
        command.addAll(List.of("-jar", jars("wiremock").get(0).toString(), "--port", "0", "--proxy-all=" + first));
        List<String> answers = new ArrayList<>();
        try (Child wireMock = Child.start("WireMock", directory, Map.of(), command)) {
            String port = wireMock.await(
                    "port",
                    lines -> lines.stream()
                            .filter(line -> line.matches("port: +\\d+"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .findFirst()
                            .orElse(null));
            HttpClient client = HttpClient.newHttpClient();
            for (Scenario scenario : scenarios) {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/wiremock/" + scenario + "/things"));
                if (scenario.method().equals("POST")) {
                    request.POST(HttpRequest.BodyPublishers.ofString("ordered"));
                }
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                answers.add(answer.statusCode() + " " + answer.body());
            }
            assertQuiet(wireMock.err.all());
        }
        return answers;
    }

    private static Repository parentPom() throws IOException {
        return new Repository(Map.of(
                "/acme/parent/1/parent-1.pom",
                "<project><modelVersion>4.0.0</modelVersion><groupId>acme</groupId><artifactId>parent</artifactId>"
                        + "<version>1</version><packaging>pom</packaging></project>"));
    }

    /** A project whose parent is in the repository only; a phase without plugins, which would have to be fetched as well. */
    private List<String> maven(Repository repository, boolean withAgent) throws IOException {
        Path home = MODULE.resolve("target/apache-maven/apache-maven-3.8.8");
        Files.writeString(
                directory.resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion><parent><groupId>acme</groupId>"
                        + "<artifactId>parent</artifactId><version>1</version><relativePath/></parent>"
                        + "<artifactId>child</artifactId><packaging>pom</packaging></project>");
        Path settings = Files.writeString(
                directory.resolve("settings.xml"),
                "<settings><localRepository>" + directory.resolve("repository") + "</localRepository><mirrors><mirror>"
                        + "<id>ours</id><mirrorOf>*</mirrorOf><url>" + repository.dead()
                        + "</url></mirror></mirrors></settings>");
        // Build tools are left alone unless somebody asks for it.
        List<String> command = java(withAgent, repository.property(), "-Dfailover.agent.exclude-main=none");
        command.addAll(List.of(
                "-Dmaven.home=" + home,
                "-Dclassworlds.conf=" + home.resolve("bin/m2.conf"),
                "-Dmaven.multiModuleProjectDirectory=" + directory,
                "-cp",
                classPath(ProgramCompiler.files(home.resolve("boot"), ".jar")),
                "org.codehaus.plexus.classworlds.launcher.Launcher",
                "-B",
                "-s",
                settings.toString(),
                "validate"));
        return run("Maven", command);
    }

    private List<String> launchDarkly(Repository flags, boolean withAgent, int seconds) {
        List<Path> path = new ArrayList<>(jars("launchdarkly"));
        Path classes = MODULE.resolve("target/programs/launchdarkly");
        synchronized (ShadedCopiesIT.class) {
            ProgramCompiler.compile(
                    8, ProgramCompiler.files(MODULE.resolve("src/programs/launchdarkly"), ".java"), path, classes);
        }
        path.add(classes);
        List<String> command = java(withAgent, flags.property());
        command.addAll(List.of("-cp", classPath(path), "acme.frameworks.LaunchDarkly", flags.dead(), "" + seconds));
        return run("LaunchDarkly", command);
    }

    private static List<String> java(boolean withAgent, String... options) {
        List<String> command = new ArrayList<>(Java.command(Jdk.current()));
        if (withAgent) {
            command.add("-javaagent:" + Agent.jar());
            command.addAll(Arrays.asList(options));
        }
        return command;
    }

    /** What it printed until its end. */
    private List<String> run(String name, List<String> command) {
        try (Child child = Child.start(name, directory, Map.of(), command)) {
            List<String> said = child.out.untilEnd(PATIENCE);
            assertQuiet(child.err.untilEnd(PATIENCE));
            return said;
        }
    }

    /** The agent says what it has found, and nothing else. */
    private static void assertQuiet(List<String> errors) {
        assertThat(errors)
                .noneMatch(line -> line.startsWith("failover: ") && !line.startsWith("failover: 1 service ("));
    }

    private static List<Path> jars(String folder) {
        List<Path> jars = ProgramCompiler.files(MODULE.resolve("target/jars").resolve(folder), ".jar");
        assertThat(jars).as("mvn package copies them").isNotEmpty();
        return jars;
    }

    private static String classPath(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
