package dev.failover.agent.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Configuration load(String text) throws IOException {
        Path file = folder.resolve("some.ini");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return Configuration.load(ConfigSources.builder()
                .agentArgument("config=" + file)
                .lookForFile(null, null)
                .build());
    }
}
