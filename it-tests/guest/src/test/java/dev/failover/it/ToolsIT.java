package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code JAVA_TOOL_OPTIONS} reaches every tool of a build, too: nothing of ours happens in those. */
class ToolsIT {
    private static final Pattern LOADED = Pattern.compile("dev\\.failover\\.[\\w.$]+(?= (source:|from) )");

    @TempDir
    private Path directory;

    @OnJava(
            value = {17},
            all = {8, 11, 17, 21, 25, 26})
    void toolsOfTheJdk(int java) throws IOException {
        Jdk jdk = Guest.jdk(java);
        String[] keytool = {
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=a",
            "-storepass",
            "changeit",
            "-keypass",
            "changeit",
            "-keystore",
            directory.resolve("a.p12").toString()
        };
        if (!Files.exists(jdk.home().resolve("bin/javac"))) {
            // A runtime, perhaps one that was put together without its launchers.
            List<String> command = new ArrayList<>(List.of("java", "sun.security.tools.keytool.Main"));
            command.addAll(List.of(keytool));
            assertUntouched(jdk, "-verbose:class", command);
            return;
        }
        assertUntouched(jdk, "keytool", keytool);
        Path source = Files.writeString(directory.resolve("A.java"), "class A {}");
        assertUntouched(jdk, "javac", source.toString());
        assertUntouched(jdk, "jar", "cf", directory.resolve("a.jar").toString(), "-C", directory.toString(), "A.class");
        assertUntouched(jdk, "javap", "-cp", directory.toString(), "A");
        assertUntouched(jdk, "jps");
        assertUntouched(jdk, "jcmd", "-l");
    }

    /** What a JVM says of itself is read by scripts, which know the JVM's own line but none of ours. */
    @OnJava(
            value = {17},
            all = {8, 11, 17, 21, 25, 26})
    void noProgram(int java) {
        assertUntouched(Guest.jdk(java), "-verbose:class", List.of("java", "-version"));
    }

    @Test
    void maven() {
        Path maven = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(entry -> Path.of(entry, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(maven != null, "No mvn on the PATH");
        Guest.Ended run = run(
                List.of(maven.toString(), "-v"),
                Map.of("JAVA_HOME", Jdk.current().home().toString()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).anyMatch(line -> line.contains("Apache Maven"));
        assertJvmsOwnLine(run);
    }

    /** A program that is started from its source is a program. */
    @OnJava(
            value = {17},
            all = {11, 17, 21, 25, 26})
    void sourceLauncher(int java) throws IOException {
        Path source = Files.writeString(
                directory.resolve("Hello.java"),
                "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        Guest.Ended run = run(List.of(Guest.jdk(java).java().toString(), source.toString()), Map.of());

        assertThat(run.out()).containsExactly("hello");
        assertThat(run.err()).anyMatch(line -> line.startsWith("failover: 1 service ("));
    }

    @Test
    void ownList() {
        Jdk jdk = Guest.jdk(17);
        String classPath = Sources.CALLS.classes().toString();
        List<String> program =
                List.of(jdk.java().toString(), "-cp", classPath, "acme.guest.Main", "http://localhost:1", "0");
        Map<String, String> listed = Map.of("FAILOVER_AGENT_EXCLUDE_MAIN", "com.acme.Other, acme.*");

        assertJvmsOwnLine(run(program, listed));
        assertThat(run(program, Map.of()).err()).anyMatch(line -> line.startsWith("failover: 1 service ("));
        // The list replaces the default.
        assertThat(run(List.of(jdk.home().resolve("bin/javac").toString(), "-version"), listed)
                        .err())
                .anyMatch(line -> line.startsWith("failover: 1 service ("));
    }

    @Test
    void switchedOff() {
        Jdk jdk = Guest.jdk(17);
        List<String> program = List.of(
                jdk.java().toString(),
                "-cp",
                Sources.CALLS.classes().toString(),
                "acme.guest.Main",
                "http://localhost:1",
                "0");
        assertJvmsOwnLine(run(program, Map.of("FAILOVER_AGENT_ENABLED", "false")));
    }

    private void assertUntouched(Jdk jdk, String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        assertUntouched(jdk, "-J-verbose:class", command);
    }

    private void assertUntouched(Jdk jdk, String verboseClass, List<String> named) {
        String tool = named.get(0);
        List<String> command = new ArrayList<>(named);
        command.set(
                0,
                tool.equals("java")
                        ? jdk.java().toString()
                        : jdk.home().resolve("bin").resolve(tool).toString());
        List<String> classes = new ArrayList<>(command);
        classes.replaceAll(argument -> argument.replace("a.p12", "b.p12"));
        classes.add(1, verboseClass);
        Guest.Ended run = run(command, Map.of());

        assertThat(run.exitCode()).as("%s: %s", tool, run.err()).isZero();
        assertJvmsOwnLine(run);
        // No class but the two that find out: that is all the work there is.
        Guest.Ended verbose = run(classes, Map.of());
        assertThat(verbose.out().stream()
                        .map(LOADED::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group))
                .as(tool)
                .containsExactlyInAnyOrder("dev.failover.agent.FailoverAgent", "dev.failover.agent.StartFilter");
    }

    private static void assertJvmsOwnLine(Guest.Ended run) {
        assertThat(run.err().stream()
                        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS: "))
                        .filter(line -> line.contains("failover")))
                .isEmpty();
        assertThat(run.err()).anyMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: "));
        assertThat(run.out()).noneMatch(line -> line.startsWith("failover:"));
    }

    private Guest.Ended run(List<String> command, Map<String, String> environment) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("JAVA_TOOL_OPTIONS", "-javaagent:" + Agent.jar());
        all.put("FAILOVER_SERVICE_ORDERS_ENDPOINTS", "http://a.example,http://b.example");
        try (Child child = Child.start(command.get(0), directory, all, command)) {
            int exitCode = child.awaitExit();
            return new Guest.Ended(
                    exitCode, child.out.untilEnd(Duration.ofSeconds(10)), child.err.untilEnd(Duration.ofSeconds(10)));
        }
    }
}
