package dev.failover.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the options of the JVM say that the agent's jar is; a doubt costs the short cut, and never names another file. */
class OwnJarTest {
    private static final Map<String, String> NOTHING = Map.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java -javaagent:/o/failover-agent.jar Main",
                "java -javaagent:/o/failover-agent.jar=mode=observe,config=/x/failover-agent.jar -jar legacy.jar",
                "java -cp a.jar:b.jar -Xmx64m -javaagent:/o/failover-agent.jar Main",
                "java -javaagent:/p/other.jar -javaagent:/o/failover-agent.jar Main",
                "java -javaagent:/o/failover-agent.jar -javaagent:/o/failover-agent.jar Main",
                "java --add-opens java.base/java.lang=ALL-UNNAMED -javaagent:/o/failover-agent.jar -m a/b.Main",
                "java -javaagent:/o/failover-agent.jar Main -javaagent:/p/failover-agent.jar",
                "java -javaagent:/o/failover-agent.jar -jar x.jar -javaagent:/p/failover-agent.jar @options",
                "/jdk/bin/java -javaagent:/o/failover-agent.jar",
            })
    void oneIsNamed(String words) {
        assertThat(OwnJar.named(commandLine(words), NOTHING)).isEqualTo("/o/failover-agent.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "java Main",
                "java -javaagent:/o/renamed.jar Main",
                "java Main -javaagent:/o/failover-agent.jar",
                "java -jar x.jar -javaagent:/o/failover-agent.jar",
                "java -m a/b.Main -javaagent:/o/failover-agent.jar",
                "java -cp -javaagent:/o/failover-agent.jar Main",
                "java @options -javaagent:/o/failover-agent.jar Main",
                "java -XX:Flags=x -javaagent:/o/failover-agent.jar Main",
                "java -XX:VMOptionsFile=x -javaagent:/o/failover-agent.jar Main",
                "java -javaagent:/o/failover-agent.jar -javaagent:/p/failover-agent.jar Main",
            })
    void noneIsNamedForSure(String words) {
        assertThat(OwnJar.named(commandLine(words), NOTHING)).isNull();
    }

    @Test
    void variablesNameOneToo() {
        String main = commandLine("java -cp x Main");
        assertThat(OwnJar.named(main, Map.of("JAVA_TOOL_OPTIONS", " -Xmx1g  -javaagent:/o/failover-agent.jar=a=b ")))
                .isEqualTo("/o/failover-agent.jar");
        assertThat(OwnJar.named(main, Map.of("JDK_JAVA_OPTIONS", "-javaagent:/o/failover-agent.jar")))
                .isEqualTo("/o/failover-agent.jar");
        assertThat(OwnJar.named(main, Map.of("JAVA_TOOL_OPTIONS", "-javaagent:\"/o/failover-agent.jar\"")))
                .isNull();
    }

    @Test
    void variableAndCommandLineMustAgree() {
        String main = commandLine("java -javaagent:/o/failover-agent.jar Main");
        assertThat(OwnJar.named(main, Map.of("_JAVA_OPTIONS", "-javaagent:/o/failover-agent.jar")))
                .isEqualTo("/o/failover-agent.jar");
        assertThat(OwnJar.named(main, Map.of("JAVA_TOOL_OPTIONS", "-javaagent:/p/failover-agent.jar")))
                .isNull();
    }

    private static String commandLine(String words) {
        return words.isEmpty() ? "" : words.replace(' ', '\0') + '\0';
    }
}
