package dev.failover.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Sources made up by a test; nothing of the real process gets in. */
final class TestSources {
    private final ConfigSources.Builder builder = ConfigSources.builder();
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    /** A file that messages call {@code f.ini}. */
    TestSources file(String... lines) {
        try {
            Path directory = Files.createTempDirectory("failover-config");
            File file = directory.resolve("f.ini").toFile();
            Files.writeString(file.toPath(), String.join("\n", lines));
            // Deleted in the opposite order: first the file, then its directory.
            directory.toFile().deleteOnExit();
            file.deleteOnExit();
            builder.lookForFile(null, directory.toFile()).file("f.ini");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    TestSources directory(File agent, File working) {
        builder.lookForFile(agent, working);
        return this;
    }

    TestSources property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    TestSources environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestSources agentArgument(String argument) {
        builder.agentArgument(argument);
        return this;
    }

    TestSources code(String name, String value) {
        builder.code(name, value);
        return this;
    }

    TestSources endpointsMayComeFromCode() {
        builder.endpointsMayComeFromCode();
        return this;
    }

    ConfigSources build() {
        return builder.systemProperties(properties).environment(environment).build();
    }

    Configuration strict() {
        return Configuration.loadStrict(build());
    }

    Configuration lenient() {
        return Configuration.load(build());
    }
}
