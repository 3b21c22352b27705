package dev.failover.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;

/** The agent as users get it: the one jar of the build, under its published name. */
final class Agent {
    private Agent() {}

    static Path jar() {
        String jar = System.getProperty("failover.agent.jar");
        if (jar == null) {
            throw new IllegalStateException("-Dfailover.agent.jar must name the agent's jar; Maven's failsafe sets it");
        }
        return Path.of(jar);
    }

    static String version() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }
}
