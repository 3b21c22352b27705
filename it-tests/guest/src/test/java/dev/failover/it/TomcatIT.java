package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Ten web applications, each with its own version of Apache HttpClient in its own class loader, and one without any. */
class TomcatIT {
    @TempDir
    private Path directory;

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17, 21, 25, 26})
    void everyApplicationFailsOverAndCanBeUndeployed(int java) throws IOException {
        for (String version : Jars.apache4Versions()) {
            boolean old = isOld(version);
            webapp(
                    name(version),
                    Jars.apache4(version),
                    Sources.CALLS,
                    Sources.WEBAPP,
                    old ? Sources.APACHE40 : Sources.APACHE4);
        }
        webapp("none-", List.of(), Sources.CALLS, Sources.WEBAPP);
        try (Servers servers = new Servers();
                Child tomcat = Guest.on(java, directory)
                        .options("-Xmx128m")
                        .agent(servers)
                        .start(
                                "-cp",
                                Sources.classPath(Jars.tomcat(), Sources.TOMCAT, Sources.CALLS),
                                "acme.guest.TomcatProgram",
                                directory.toString())) {
            assertThat(tomcat.awaitLine("READY")).isEqualTo("11");
            for (String version : Jars.apache4Versions()) {
                String name = name(version);
                tomcat.send(name + " " + servers.dead());
                assertThat(tomcat.awaitLine(name)).isEqualTo("b /" + name + " in its own loader");
            }
            tomcat.send("none- " + servers.dead());
            assertThat(tomcat.awaitLine("none-")).isEqualTo("b /none-");
            tomcat.send("undeploy");
            assertThat(tomcat.awaitLine("UNDEPLOYED"))
                    .as("loaders that are still there")
                    .isEqualTo("[]");
            tomcat.endOfInput();
            tomcat.awaitExit();

            assertThat(tomcat.err.all())
                    .filteredOn(line -> line.startsWith("failover"))
                    .hasSize(1);
        }
    }

    private static boolean isOld(String version) {
        return version.compareTo("4.3") < 0;
    }

    private static String name(String version) {
        return (isOld(version) ? "Apache40-" : "Apache4-") + version;
    }

    private void webapp(String name, List<Path> libraries, Sources... programs) throws IOException {
        Path inf = directory.resolve("webapps").resolve(name).resolve("WEB-INF");
        Files.createDirectories(inf.resolve("lib"));
        for (Path library : libraries) {
            Files.copy(library, inf.resolve("lib").resolve(library.getFileName()));
        }
        for (Sources program : programs) {
            copy(program.classes(), inf.resolve("classes"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : Sources.files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
