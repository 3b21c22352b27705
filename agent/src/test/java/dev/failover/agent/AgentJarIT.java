package dev.failover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the jar that ships, where it is, and that it starts. */
class AgentJarIT {
    /** Where the parts of Ehcache and of its log are listed, by names that moved with them. */
    private static final String SERVICES = "inst/META-INF/services/dev.failover.agent.inst.runtime.shaded.";

    private static final File FILE = new File(System.getProperty("agent.jar"));
    private static final int JAVA_8 = 52;
    private static final int JAVA_11 = 55;
    private static JarFile jar;

    /** Where the program lies, and nothing else: least of all classes of the agent. */
    @TempDir
    static Path programs;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(FILE);
        String name = Program.class.getName().replace('.', '/') + ".class";
        Path file = programs.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = Program.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    private static List<String> names() {
        return jar.stream().map(JarEntry::getName).collect(Collectors.toList());
    }

    @Test
    void aProgramSeesTheEntryPointAndTheBridgeOnly() {
        assertThat(names().stream().filter(name -> name.endsWith(".class")))
                .containsExactlyInAnyOrder(
                        "dev/failover/agent/FailoverAgent.class",
                        "dev/failover/agent/OwnJar.class",
                        "dev/failover/agent/AgentClassLoader.class",
                        "dev/failover/agent/StartFilter.class",
                        "dev/failover/agent/bridge/v1/Bridge.class",
                        "dev/failover/agent/bridge/v1/Handler.class");
        assertThat(names().stream().map(name -> name.split("/")[0]).distinct())
                .containsExactlyInAnyOrder("META-INF", "dev", "inst");
    }

    @Test
    void everythingElseIsOurs() {
        TreeSet<String> packages = new TreeSet<>();
        for (String name : names()) {
            if (name.startsWith("inst/") && !name.startsWith(SERVICES)) {
                assertThat(name).endsWith(".classdata").startsWith("inst/dev/failover/agent/");
                packages.add(name.split("/")[4]);
            }
        }
        assertThat(packages).containsExactly("client", "inst", "loading");
        assertThat(names().stream()
                        .filter(name -> name.startsWith("inst/dev/failover/agent/inst/"))
                        .map(name -> name.split("/")[5])
                        .distinct())
                .containsExactlyInAnyOrder("bytebuddy", "runtime");
        // The cache's store is loaded when a cache is switched on.
        assertThat(names())
                .noneMatch(name -> (name.contains("shaded") && !name.matches(".*/runtime/shaded/(ehcache|slf4j)/.*"))
                                && !name.startsWith(SERVICES)
                        || name.contains("jackson"));
        assertThat(names()).contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    @Test
    void everyClassRunsOnJava8() throws IOException {
        for (JarEntry entry : jar.stream().collect(Collectors.toList())) {
            if (entry.getName().contains(".class")) {
                int version = version(entry);
                int newest = entry.getName().startsWith("inst/dev/failover/agent/client/jdk/") ? JAVA_11 : JAVA_8;
                assertThat(version).as(entry.getName()).isLessThanOrEqualTo(newest);
            }
        }
        assertThat(names()).noneMatch(name -> name.startsWith("META-INF/versions"));
    }

    private static int version(JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    /** Advice runs in classes of the JDK: what it names, they must be able to see. */
    @Test
    void theBridgeNamesTypesOfTheJdkOnly() throws IOException {
        for (String name : new String[] {"Bridge", "Handler"}) {
            String text = text(jar.getInputStream(jar.getEntry("dev/failover/agent/bridge/v1/" + name + ".class")));
            assertThat(text.replaceAll("dev/failover/agent/bridge/v1/(Bridge|Handler)", ""))
                    .doesNotContain("dev/failover");
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void twoBuildsGiveTheSameBytes() {
        List<String> names = names();
        assertThat(names.get(0)).isEqualTo("META-INF/MANIFEST.MF");
        assertThat(names.subList(1, names.size())).isSorted();
        assertThat(jar.stream().map(JarEntry::getTime).distinct()).hasSize(1);
    }

    @Test
    void theManifestSaysWhatAnAgentNeeds() throws IOException {
        Attributes attributes = jar.getManifest().getMainAttributes();
        TreeMap<String, String> seen = new TreeMap<>();
        attributes.forEach((name, value) -> seen.put(name.toString(), value.toString()));
        assertThat(seen)
                .containsEntry("Premain-Class", "dev.failover.agent.FailoverAgent")
                .containsEntry("Agent-Class", "dev.failover.agent.FailoverAgent")
                .containsEntry("Can-Retransform-Classes", "true")
                .containsKey("Boot-Class-Path");
        // The names that the jar bears in a download and in a repository.
        assertThat(seen.get("Boot-Class-Path")).startsWith("failover-agent.jar failover-agent-");
    }

    /** A program of one line that calls one URL. */
    public static final class Program {
        public static void main(String[] urls) throws IOException {
            for (String url : urls) {
                try (InputStream in = java.net.URI.create(url).toURL().openStream()) {
                    System.out.println(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Exit status, standard output and standard error of the program. */
    private static List<String> run(List<String> options, String... urls) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", programs.toString(), Program.class.getName()));
        command.addAll(List.of(urls));
        Path out = Files.createTempFile("agent", ".out");
        Path err = Files.createTempFile("agent", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // What configures the agent on the machine of whoever runs the tests is no part of them.
        builder.environment().keySet().removeIf(name -> name.startsWith("FAILOVER_"));
        Process process = builder.start();
        int status = process.waitFor();
        List<String> result = List.of(
                String.valueOf(status),
                Files.readString(out).trim(),
                Files.readString(err).trim());
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    @Test
    void oneLineAndTheProgramOutlivesItsServer() throws Exception {
        try (TestServer server = new TestServer("B")) {
            String down = TestServer.dead();
            assertThat(run(
                            List.of(
                                    "-javaagent:" + FILE,
                                    "-Dfailover.service.orders.endpoints=" + down + "," + server.url()),
                            down + "/x"))
                    .containsExactly(
                            "0",
                            "B /x",
                            "failover: 1 service (orders: 2 endpoints) from -Dfailover.service.orders.endpoints,"
                                    + " mode enforce");
        }
    }

    @Test
    void disabledItSaysNothingAndDoesNothing() throws Exception {
        try (TestServer server = new TestServer("B")) {
            String down = TestServer.dead();
            List<String> seen = run(
                    List.of(
                            "-javaagent:" + FILE,
                            "-Dfailover.agent.enabled=false",
                            "-Dfailover.service.orders.endpoints=" + down + "," + server.url()),
                    down + "/x");
            assertThat(seen.get(0)).isEqualTo("1");
            assertThat(seen.get(2)).contains("ConnectException").doesNotContain("failover: ");
        }
    }

    @Test
    void withoutAServiceItSaysWhatToWrite() throws Exception {
        assertThat(run(List.of("-javaagent:" + FILE)).get(2))
                .startsWith("failover: no service is configured")
                .doesNotContain("\n");
    }

    @Test
    void aRenamedJarWorksToo(@TempDir Path directory) throws Exception {
        try (TestServer server = new TestServer("B")) {
            Path renamed = Files.copy(FILE.toPath(), directory.resolve("my agent+1.jar"));
            String down = TestServer.dead();
            List<String> seen = run(
                    List.of(
                            "-Xshare:off",
                            "-javaagent:" + renamed,
                            "-Dfailover.service.orders.endpoints=" + down + "," + server.url()),
                    down + "/x");
            assertThat(seen.subList(0, 2)).containsExactly("0", "B /x");
            assertThat(seen.get(2)).startsWith("failover: 1 service").doesNotContain("\n");
        }
    }

    @Test
    void theArgumentOfTheAgentIsAConfigurationToo() throws Exception {
        try (TestServer server = new TestServer("B")) {
            String down = TestServer.dead();
            List<String> seen = run(
                    List.of("-javaagent:" + FILE + "=service.orders.endpoints=" + down + "," + server.url()),
                    down + "/x");
            assertThat(seen.subList(0, 2)).containsExactly("0", "B /x");
        }
    }

    @Test
    void aBrokenConfigurationStopsNoProgram() throws Exception {
        try (TestServer server = new TestServer("B")) {
            List<String> seen = run(
                    List.of(
                            "-javaagent:" + FILE,
                            "-Dfailover.service.orders.endpoints=" + server.url(),
                            "-Dfailover.service.orders.deadlin=5s",
                            "-Dfailover.service.orders.deadline=5"),
                    server.url() + "/x");
            assertThat(seen.subList(0, 2)).containsExactly("0", "B /x");
            assertThat(seen.get(2).lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("failover: "))
                    .anyMatch(line -> line.contains("deadlin"));
        }
    }

    @Test
    void observeModeTellsAndChangesNothing() throws Exception {
        try (TestServer server = new TestServer("A").answering("503");
                TestServer other = new TestServer("B")) {
            List<String> seen = run(
                    List.of(
                            "-javaagent:" + FILE,
                            "-Dfailover.agent.mode=observe",
                            "-Dfailover.service.orders.endpoints=" + server.url() + "," + other.url()),
                    server.url() + "/x");
            assertThat(seen.get(0)).isEqualTo("1");
            assertThat(seen.get(2)).contains("mode observe", "failover: observe: service orders would have: retry");
            assertThat(server.received()).containsExactly("GET /x");
            assertThat(other.received()).isEmpty();
        }
    }
}
