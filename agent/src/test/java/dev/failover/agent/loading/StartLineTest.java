package dev.failover.agent.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line that says what the agent was told, which is short where many services come from one file. */
class StartLineTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsNamedByItsPathIsNamedOnce() throws IOException {
        Configuration configuration =
                load("[service.orders]\nendpoints = http://a\n" + "[service.stock]\nendpoints = http://b,http://c\n");

        assertThat(AgentStart.summary(configuration))
                .isEqualTo("2 services (orders: 1 endpoint, stock: 2 endpoints) from " + folder.resolve("some.ini")
                        + ", mode enforce");
    }

    @Test
    void ofManyServicesTheFirstOnesAreNamed() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int i = 1; i <= 900; i++) {
            file.append("[service.s")
                    .append(i)
                    .append("]\nendpoints = http://a")
                    .append(i)
                    .append('\n');
        }

        assertThat(AgentStart.summary(load(file.toString())))
                .startsWith("900 services (s1: 1 endpoint, s2: 1 endpoint, ")
                .endsWith("s20: 1 endpoint and 880 more) from " + folder.resolve("some.ini") + ", mode enforce");
    }

    @Test
    void ofManyPlacesTheFirstOnesAreNamed() {
        ConfigSources.Builder sources = ConfigSources.builder().lookForFile(null, null);
        Properties properties = new Properties();
        for (int i = 101; i <= 122; i++) {
            properties.setProperty("failover.service.s" + i + ".endpoints", "http://a" + i);
        }
        Configuration configuration =
                Configuration.load(sources.systemProperties(properties).build());

        assertThat(AgentStart.summary(configuration))
                .startsWith("22 services (s101: 1 endpoint, ")
                .contains("s120: 1 endpoint and 2 more) from -Dfailover.service.s101.endpoints and ")
                .endsWith(" and -Dfailover.service.s120.endpoints and 2 more, mode enforce");
    }

    private Configuration load(String text) throws IOException {
        Path file = folder.resolve("some.ini");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return Configuration.load(ConfigSources.builder()
                .agentArgument("config=" + file)
                .lookForFile(null, null)
                .build());
    }
}
