package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Attached to a program whose clients are in use already. */
class AttachIT {
    @TempDir
    private Path directory;

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17, 21, 25, 26})
    void clientsThatAreInUse(int java) throws Exception {
        String[] clients =
                java == 8 ? new String[] {"Apache4", "Apache40"} : new String[] {"Apache4", "Apache40", "Jdk11"};
        try (Servers servers = new Servers();
                Child program = program(java, servers, clients)) {
            program.awaitLine("READY");
            program.send(servers.dead());
            program.awaitLine("CALLED");
            assertThat(program.out.all())
                    .filteredOn(line -> line.contains("\tb /"))
                    .isEmpty();

            attach(program, "");
            program.send(servers.dead());
            program.await(
                    "second round",
                    lines -> lines.stream()
                                            .filter(line -> line.startsWith("CALLED"))
                                            .count()
                                    == 2
                            ? lines
                            : null);
            attach(program, "agent.mode=observe");
            program.endOfInput();
            program.awaitExit();

            assertThat(program.out.all()).contains("url\tb /url");
            for (String client : clients) {
                assertThat(program.out.all()).contains(client + "\tb /" + client);
            }
            assertThat(program.out.all())
                    .filteredOn(line -> line.startsWith("opened\t"))
                    .singleElement()
                    .asString()
                    .contains("ConnectException");
            assertThat(ours(program))
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("failover: 1 service (orders: 2 endpoints)"),
                            line -> assertThat(line)
                                    .startsWith("failover: attached to a running program")
                                    .contains("HttpURLConnection that was opened before"),
                            line -> assertThat(line)
                                    .isEqualTo("failover: is there already; this second attach is ignored"));
        }
    }

    private Child program(int java, Servers servers, String... clients) {
        Sources[] sources = java == 8
                ? new Sources[] {Sources.ATTACH, Sources.CALLS, Sources.APACHE4, Sources.APACHE40}
                : new Sources[] {Sources.ATTACH, Sources.CALLS, Sources.APACHE4, Sources.APACHE40, Sources.JDK};
        Guest guest = Guest.on(java, directory).options(servers.property());
        if (java >= 21) {
            // Else the JVM warns of what it will not allow one day.
            guest.options("-XX:+EnableDynamicAgentLoading");
        }
        String[] arguments = new String[3 + clients.length];
        arguments[0] = "-cp";
        arguments[1] = Sources.classPath(Jars.apache4("4.5.14"), sources);
        arguments[2] = "acme.guest.AttachProgram";
        System.arraycopy(clients, 0, arguments, 3, clients.length);
        return guest.start(arguments);
    }

    private static void attach(Child program, String argument) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(program.pid()));
        try {
            machine.loadAgent(Agent.jar().toString(), argument);
        } catch (AgentLoadException failure) {
            // Java 8 answers with the number alone, which newer ones do not understand.
            if (!"0".equals(failure.getMessage())) {
                throw failure;
            }
        } finally {
            machine.detach();
        }
    }

    /**
     * Newer JVMs say what a longer boot class path costs them; and every JVM, though only now, that of the two names of our jar
     * one is not there.
     */
    private static List<String> ours(Child program) throws IOException {
        String other = "WARNING: failover-agent-" + Agent.version() + ".jar not added to bootstrap class loader search";
        return program.err.untilEnd(Duration.ofSeconds(10)).stream()
                .filter(line -> !line.startsWith(other))
                .filter(line -> !line.contains("Sharing is only supported for boot loader classes"))
                .toList();
    }
}
