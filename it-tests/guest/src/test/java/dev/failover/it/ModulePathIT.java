package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Nothing on the class path: the program, the JDK's client and that of Apache are modules. */
class ModulePathIT {
    @TempDir
    private Path directory;

    @OnJava(
            value = {17},
            all = {11, 17, 21, 25, 26})
    void aProgramThatIsAModule(int java) throws IOException {
        List<Path> modules = new ArrayList<>(Jars.apache4("4.5.14"));
        modules.add(Sources.MODULE.classes());
        try (Servers servers = new Servers()) {
            Guest.Ended run = Guest.on(java, directory)
                    .agent(servers)
                    .run(
                            "-p",
                            Jars.classPath(modules),
                            "-m",
                            "acme.guest.program/acme.guest.Main",
                            servers.dead(),
                            "2",
                            "url",
                            "Jdk11",
                            "Apache4");

            assertThat(run.out())
                    .as("%s", run.err())
                    .containsExactly(
                            "url\tb /url0",
                            "url\tb /url1",
                            "Jdk11\tb /Jdk110",
                            "Jdk11\tb /Jdk111",
                            "Apache4\tb /Apache40",
                            "Apache4\tb /Apache41");
            assertThat(run.unexpected()).isEmpty();
        }
    }
}
