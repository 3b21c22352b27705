package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Policies that grant a program what it needs alone: with the agent it needs nothing more, and may do nothing more. */
class SecurityManagerIT {
    private static final String READS = "permission java.util.PropertyPermission \"*\", \"read\";"
            + "permission java.lang.RuntimePermission \"getClassLoader\";"
            + "permission java.lang.RuntimePermission \"accessDeclaredMembers\";"
            + "permission java.net.NetPermission \"getProxySelector\";"
            + "permission java.security.SecurityPermission \"*\";";

    @TempDir
    private Path directory;

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17})
    void urlConnectionNeedsNoFurtherGrant(int java) throws IOException {
        try (Servers servers = new Servers()) {
            Guest.Ended alone = run(java, null, servers, policy(connect(servers.dead())), List.of(), "url");
            Guest.Ended with = run(java, servers, servers, policy(connect(servers.dead())), List.of(), "url");

            assertThat(alone.out()).hasSize(2).allMatch(line -> line.startsWith("url\tjava.net.ConnectException"));
            assertThat(with.out()).containsExactly("url\tb /url0", "url\tb /url1");
            assertThat(with.unexpected()).isEmpty();
        }
    }

    @OnJava(
            value = {17},
            all = {11, 17})
    void httpClientNeedsNoFurtherGrant(int java) throws IOException {
        try (Servers servers = new Servers()) {
            String policy = policy("permission java.net.URLPermission \"" + servers.dead() + "/-\", \"GET:\";");
            Guest.Ended alone = run(java, null, servers, policy, List.of(), "Jdk11");
            Guest.Ended with = run(java, servers, servers, policy, List.of(), "Jdk11");

            assertThat(alone.out()).hasSize(2).allMatch(line -> line.contains("java.net.ConnectException"));
            assertThat(with.out()).containsExactly("Jdk11\tb /Jdk110", "Jdk11\tb /Jdk111");
            assertThat(with.unexpected()).isEmpty();
        }
    }

    /** What a program must not ask for itself, it does not get from us. */
    @OnJava(
            value = {8, 17},
            all = {8, 11, 17})
    void nobodyGetsWhatHeMustNotHave(int java) throws IOException {
        try (Servers servers = new Servers()) {
            String[] clients = java == 8 ? new String[] {"url"} : new String[] {"url", "Jdk11"};
            Guest.Ended alone = run(java, null, servers, policy(""), List.of(), clients);
            Guest.Ended with = run(java, servers, servers, policy(""), List.of(), clients);

            assertThat(with.out())
                    .hasSize(2 * clients.length)
                    .isEqualTo(alone.out())
                    .allMatch(line -> line.contains("access denied"));
            assertThat(with.unexpected()).isEmpty();
            assertThat(servers.requests()).isEmpty();
        }
    }

    /** A library's own classes stand on the stack of what it does: the policy has to know both endpoints. */
    @OnJava(
            value = {8, 17},
            all = {8, 11, 17})
    void apacheClient(int java) throws IOException {
        try (Servers servers = new Servers()) {
            String both = policy(READS + connect(servers.dead()) + connect(servers.live()));
            Guest.Ended with = run(java, servers, servers, both, Jars.apache4("4.5.14"), "Apache4");

            assertThat(with.out()).containsExactly("Apache4\tb /Apache40", "Apache4\tb /Apache41");
            assertThat(with.unexpected()).isEmpty();
        }
    }

    @OnJava(
            value = {8, 17},
            all = {8, 11, 17})
    void anEndpointThatThePolicyDoesNotKnowIsOneThatCannotBeReached(int java) throws IOException {
        try (Servers servers = new Servers()) {
            String one = policy(READS + connect(servers.dead()));
            Guest.Ended alone = run(java, null, servers, one, Jars.apache4("4.5.14"), "Apache4");
            Guest.Ended with = run(java, servers, servers, one, Jars.apache4("4.5.14"), "Apache4");

            assertThat(with.out())
                    .hasSize(2)
                    .isEqualTo(alone.out())
                    .allMatch(line -> line.contains("HttpHostConnectException"));
            assertThat(with.unexpected()).singleElement().asString().startsWith("failover: FA203 ");
        }
    }

    private Guest.Ended run(
            int java, Servers agent, Servers servers, String policy, List<Path> libraries, String... clients)
            throws IOException {
        Path file = Files.writeString(directory.resolve("java.policy"), policy);
        Guest guest = Guest.on(java, directory).options("-Djava.security.manager", "-Djava.security.policy==" + file);
        if (agent != null) {
            guest.agent(agent);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                java == 8
                        ? Sources.classPath(libraries, Sources.CALLS, Sources.APACHE4)
                        : Sources.classPath(libraries, Sources.CALLS, Sources.APACHE4, Sources.JDK),
                "acme.guest.Main",
                servers.dead(),
                "2"));
        arguments.addAll(List.of(clients));
        return guest.run(arguments.toArray(new String[0]));
    }

    private static String policy(String permissions) {
        return "grant codeBase \"" + Jars.directory().resolve("target").toUri() + "-\" {" + permissions + "};";
    }

    private static String connect(String url) {
        return "permission java.net.SocketPermission \"" + URI.create(url).getAuthority() + "\", \"connect,resolve\";";
    }
}
