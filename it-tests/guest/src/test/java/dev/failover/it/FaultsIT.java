package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents that are broken: copies of the jar in which a class is damaged. The program must see what it sees without agent, and
 * standard error one line with a code.
 */
class FaultsIT {
    private static final String AGENT = "inst/dev/failover/agent/";

    @TempDir
    private Path directory;

    @Test
    void atStart() throws IOException {
        assertAsAlone("FA101", "loading/AgentStart", "url", "Apache4", "Jdk11");
    }

    @Test
    void aClassThatIsNone() throws IOException {
        assertAsAlone("FA101", "loading/ClientTransformer", "url", "Apache4", "Jdk11");
    }

    @Test
    void whileWeaving() throws IOException {
        assertAsAlone("FA102", "loading/JointVisitor", "url", "Apache4", "Jdk11");
    }

    @Test
    void adapterOfTheJdk() throws IOException {
        assertAsAlone("FA202", "client/url/UrlOpened", "url");
    }

    @Test
    void adapterOfALibrary() throws IOException {
        assertAsAlone("FA202", "client/apache4/Apache4Execute", "Apache4");
        assertAsAlone("FA202", "client/apache4/Apache4Call", "Apache4");
    }

    @Test
    void inACall() throws IOException {
        assertAsAlone("FA201", "client/url/Recording", "url");
        assertAsAlone("FA201", "client/jdk/JdkCall", "Jdk11");
        assertAsAlone("FA201", "client/jdk/RequestCopy", "Jdk11");
    }

    /** The first attempt is made already; what may be sent twice goes out once more, by the program's own call. */
    @Test
    void afterAnAttempt() throws IOException {
        assertAsAlone("FA201", "inst/runtime/call/Outcome", "url");
        assertAsAlone("FA201", "client/AttemptBound", "Apache4");
    }

    /** One class, whatever else works: the endpoints are called, and nothing of the fault is to be seen. */
    @Test
    void theLivingEndpointIsStillReached() throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = guest(servers, "client/url/FailoverExchange")
                    .run(
                            "-cp",
                            Sources.classPath(List.of(), Sources.CALLS),
                            "acme.guest.Main",
                            servers.live(),
                            "2",
                            "url");
            assertThat(run.out()).containsExactly("url\tb /url0", "url\tb /url1");
            assertThat(run.unexpected()).singleElement().asString().startsWith("failover: FA20");
        }
    }

    @Test
    void aPostIsSentOnceEvenThen() throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = guest(servers, "client/url/UrlAttempt")
                    .run(
                            "-cp",
                            Sources.classPath(List.of(), Sources.CALLS),
                            "acme.guest.Main",
                            servers.live(),
                            "1",
                            "Post");
            assertThat(run.out()).containsExactly("Post\tb /Post0");
            assertThat(servers.requests()).containsExactly("POST /Post0");
        }
    }

    /** It was answered, but the answer cannot be told any more: the program hears of a failure, and the server of one order. */
    @Test
    void afterAPostThatWasSent() throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = guest(servers, "inst/runtime/call/Outcome")
                    .run(
                            "-cp",
                            Sources.classPath(List.of(), Sources.CALLS),
                            "acme.guest.Main",
                            servers.live(),
                            "1",
                            "Post");
            assertThat(run.out()).singleElement().asString().startsWith("Post\tjava.io.IOException failover: FA204 ");
            assertThat(servers.requests()).containsExactly("POST /Post0");
            assertThat(run.unexpected()).singleElement().asString().startsWith("failover: FA204 ");
        }
    }

    private void assertAsAlone(String code, String broken, String... clients) throws IOException {
        try (Servers servers = new Servers()) {
            List<String> arguments = new ArrayList<>(List.of(
                    "-cp",
                    Sources.classPath(Jars.apache4("4.5.14"), Sources.CALLS, Sources.APACHE4, Sources.JDK),
                    "acme.guest.Main",
                    servers.dead(),
                    "2"));
            arguments.addAll(List.of(clients));
            String[] program = arguments.toArray(new String[0]);
            Guest.Ended alone = Guest.on(17, directory).run(program);
            Guest.Ended with = guest(servers, broken).run(program);

            assertThat(with.out())
                    .as("%s: %s", broken, with.err())
                    .isEqualTo(alone.out())
                    .hasSize(2 * clients.length);
            assertThat(with.exitCode()).isEqualTo(alone.exitCode());
            assertThat(with.fromUs())
                    .as(broken)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("failover: " + code + " "));
            assertThat(with.fromUs()).as(broken).hasSize(1);
        }
    }

    private Guest guest(Servers servers, String broken) throws IOException {
        return Guest.on(17, directory)
                .options("-javaagent:" + broken(AGENT + broken + ".classdata"), servers.property());
    }

    /** The agent with half of one class. */
    private Path broken(String entry) throws IOException {
        Path copy = Files.createTempDirectory(directory, "broken").resolve("failover-agent.jar");
        boolean found = false;
        try (JarFile jar = new JarFile(Agent.jar().toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy))) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry one = entries.nextElement();
                byte[] bytes;
                try (InputStream in = jar.getInputStream(one)) {
                    bytes = in.readAllBytes();
                }
                boolean half = one.getName().equals(entry);
                found |= half;
                out.putNextEntry(new JarEntry(one.getName()));
                new ByteArrayInputStream(bytes, 0, half ? bytes.length / 2 : bytes.length).transferTo(out);
                out.closeEntry();
            }
        }
        if (!found) {
            throw new IllegalArgumentException("no " + entry);
        }
        return copy;
    }
}
