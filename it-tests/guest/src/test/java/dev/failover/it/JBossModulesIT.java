package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** As in WildFly: a module for the client, one for the program, and nothing of the boot class path but the JDK's. */
class JBossModulesIT {
    @TempDir
    private Path directory;

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17, 21, 25, 26})
    void aProgramOfTwoModules(int java) throws IOException {
        module("org.apache.httpcomponents", Jars.apache4("4.5.14"), "");
        module(
                "acme",
                List.of(
                        Sources.jar(directory.resolve("calls.jar"), Sources.CALLS),
                        Sources.jar(directory.resolve("apache4.jar"), Sources.APACHE4)),
                "<module name=\"org.apache.httpcomponents\"/>");
        try (Servers servers = new Servers()) {
            Guest.Ended run = Guest.on(java, directory)
                    .agent(servers)
                    .run(
                            "-jar",
                            Jars.named("jboss-modules-" + (java < 11 ? "1.12.0" : "2.2.0") + ".Final.jar")
                                    .toString(),
                            "-mp",
                            directory.resolve("modules").toString(),
                            "acme",
                            servers.dead(),
                            "2",
                            "url",
                            "Apache4");

            assertThat(run.out())
                    .as("%s", run.err())
                    .containsExactly("url\tb /url0", "url\tb /url1", "Apache4\tb /Apache40", "Apache4\tb /Apache41");
            assertThat(run.fromUs()).isEmpty();
        }
    }

    private void module(String name, List<Path> resources, String dependencies) throws IOException {
        Path home = directory.resolve("modules/" + name.replace('.', '/') + "/main");
        Files.createDirectories(home);
        List<String> roots = new ArrayList<>();
        for (Path resource : resources) {
            Files.copy(resource, home.resolve(resource.getFileName()));
            roots.add("<resource-root path=\"" + resource.getFileName() + "\"/>");
        }
        Files.writeString(
                home.resolve("module.xml"),
                "<module xmlns=\"urn:jboss:module:1.9\" name=\"" + name + "\"><main-class name=\"acme.guest.Main\"/>"
                        + "<resources>" + String.join("", roots) + "</resources><dependencies>"
                        + "<module name=\"java.se\"/><module name=\"jdk.unsupported\"/>" + dependencies
                        + "</dependencies></module>");
    }
}
