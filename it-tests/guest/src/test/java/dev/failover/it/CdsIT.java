package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes, the JVM's own and the program's, go on being used. */
class CdsIT {
    private static final String ARCHIVED = "source: shared objects file";

    @TempDir
    private Path directory;

    /** Java 11 comes without one. */
    @OnJava(
            value = {17, 25},
            all = {17, 21, 25, 26})
    void theArchiveOfTheJvm(int java) throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = guest(java)
                    .agent(servers)
                    .options("-Xshare:auto", "-Xlog:all=warning", "-Xlog:class+load=info:file=classes.log")
                    .run(program(servers));

            assertThat(run.out())
                    .containsExactly("url\tb /url0", "url\tb /url1", "Jdk11\tb /Jdk110", "Jdk11\tb /Jdk111");
            assertThat(run.unexpected()).isEmpty();
            assertThat(Files.readAllLines(directory.resolve("classes.log")))
                    .filteredOn(line -> line.contains(ARCHIVED))
                    .hasSizeGreaterThan(400);
        }
    }

    /** Made with our jar on the boot class path, where the agent puts it: else the paths would differ. */
    @OnJava(
            value = {17},
            all = {17, 21})
    void anArchiveOfTheProgram(int java) throws IOException {
        try (Servers servers = new Servers()) {
            guest(java)
                    .options("-Xbootclasspath/a:" + Agent.jar(), "-XX:ArchiveClassesAtExit=app.jsa")
                    .run(program(servers));
            Guest.Ended run = guest(java)
                    .agent(servers)
                    .options("-XX:SharedArchiveFile=app.jsa", "-Xlog:cds=warning,class+path=warning")
                    .options("-Xlog:class+load=info:file=classes.log")
                    .run(program(servers));

            assertUsed(run);
        }
    }

    /**
     * The JVM demands that a cache is trained with the modules that an agent needs and, from Java 26 on, with its boot class path;
     * the agent itself must not be there.
     */
    @OnJava(
            value = {25},
            all = {25, 26})
    void anAotCache(int java) throws IOException {
        try (Servers servers = new Servers()) {
            guest(java)
                    .options("--add-modules=java.instrument", "-Xbootclasspath/a:" + Agent.jar())
                    .options("-XX:AOTCacheOutput=app.aot")
                    .run(program(servers));
            Guest.Ended run = guest(java)
                    .agent(servers)
                    .options("-XX:AOTCache=app.aot", "-Xlog:aot=warning,cds=warning,class+path=warning")
                    .options("-Xlog:class+load=info:file=classes.log")
                    .run(program(servers));

            assertUsed(run);
        }
    }

    /** Before Java 24 the JVM refuses it; later it gives the cache up. The program must not suffer. */
    @OnJava(
            value = {25},
            all = {25, 26})
    void trainedWithTheAgent(int java) throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended run = guest(java)
                    .agent(servers)
                    .options("-XX:AOTMode=record", "-XX:AOTConfiguration=app.config")
                    .run(program(servers));

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("url\tb /url0", "url\tb /url1", "Jdk11\tb /Jdk110", "Jdk11\tb /Jdk111");
            assertThat(run.err())
                    .filteredOn(line -> line.startsWith("failover"))
                    .hasSize(1);
        }
    }

    private void assertUsed(Guest.Ended run) throws IOException {
        assertThat(run.out()).containsExactly("url\tb /url0", "url\tb /url1", "Jdk11\tb /Jdk110", "Jdk11\tb /Jdk111");
        assertThat(run.unexpected()).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("classes.log")))
                .filteredOn(line -> line.contains(" acme.guest."))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(line -> line.contains(ARCHIVED));
    }

    private Guest guest(int java) {
        return Guest.on(java, directory);
    }

    /** From a jar: directories are not archived. */
    private String[] program(Servers servers) throws IOException {
        Path jar = directory.resolve("app.jar");
        if (!Files.exists(jar)) {
            Sources.jar(jar, Sources.CALLS, Sources.JDK);
        }
        List<String> arguments = new ArrayList<>(List.of("-cp", jar.toString(), "acme.guest.Main"));
        arguments.addAll(List.of(servers.dead(), "2", "url", "Jdk11"));
        return arguments.toArray(new String[0]);
    }
}
