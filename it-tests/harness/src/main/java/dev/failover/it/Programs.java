package dev.failover.it;

import acme.client.StubProgram;
import acme.client.UrlProgram;
import acme.replica.ReplicaServer;
import java.nio.file.Path;
import java.util.List;

/** The clients of the demo. */
public final class Programs {
    private final Jdk jdk;
    private final Path directory;
    private final String endpoints;

    public Programs(Jdk jdk, Path directory, String endpoints) {
        this.jdk = jdk;
        this.directory = directory;
        this.endpoints = endpoints;
    }

    /** The old program; {@code agent} null: alone. */
    public Program old(Path agent) {
        Program.Builder program = Program.on(jdk).classPath(List.of(Java.locationOf(ReplicaServer.class)));
        return (agent == null ? program : configured(program).agent(agent)).start(directory, UrlProgram.class);
    }

    public Program generated() {
        return configured(Program.on(jdk).classPath(Java.ownClassPath())).start(directory, StubProgram.class, "sync");
    }

    /** The recovery time is shorter than what is good in production: nobody wants to watch ten seconds of waiting. */
    private Program.Builder configured(Program.Builder program) {
        return program.property("failover.service.orders.endpoints", endpoints)
                .property("failover.service.orders.breaker.recovery-time", "1s");
    }
}
