package dev.failover.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.client.HttpClientProgram;
import acme.client.StubProgram;
import acme.client.UrlProgram;
import acme.replica.ReplicaServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of the tests, each on a Java version: some know nothing of us, some use a generated client. */
enum Client {
    URL_CONNECTION_8(8, UrlProgram.class),
    URL_CONNECTION_17(17, UrlProgram.class),
    HTTP_CLIENT_11(11, HttpClientProgram.class, "sync"),
    HTTP_CLIENT_17(17, HttpClientProgram.class, "sync"),
    HTTP_CLIENT_25(25, HttpClientProgram.class, "sync"),
    HTTP_CLIENT_26(26, HttpClientProgram.class, "sync"),
    HTTP_CLIENT_ASYNC_11(11, HttpClientProgram.class, "async", "8"),
    HTTP_CLIENT_ASYNC_17(17, HttpClientProgram.class, "async", "8"),
    HTTP_CLIENT_ASYNC_25(25, HttpClientProgram.class, "async", "8"),
    STUB_8(8, StubProgram.class, "sync"),
    STUB_17(17, StubProgram.class, "sync"),
    STUB_ASYNC_17(17, StubProgram.class, "async", "8");

    private final int java;
    private final Class<?> main;
    private final String[] arguments;

    Client(int java, Class<?> main, String... arguments) {
        this.java = java;
        this.main = main;
        this.arguments = arguments;
    }

    /** As it is without us, not yet started; reported as skipped when this machine lacks the Java version. */
    Program.Builder alone() {
        return on(jdk(java));
    }

    /** The same on another Java version. */
    Program.Builder on(Jdk jdk) {
        return Program.on(jdk)
                .classPath(
                        isStub()
                                ? Java.ownClassPath()
                                : List.of(Java.locationOf(ReplicaServer.class), Java.locationOf(main)));
    }

    /** With failover between the two replicas of the service {@code orders}. */
    Program.Builder protectedBy(Replicas replicas) {
        return protectedBy(replicas, Map.of());
    }

    /** {@code settings}: keys of the service, without their prefix. */
    Program.Builder protectedBy(Replicas replicas, Map<String, String> settings) {
        return protectedBy(jdk(java), replicas, settings);
    }

    Program.Builder protectedBy(Jdk jdk, Replicas replicas, Map<String, String> settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("failover.service.orders.endpoints", replicas.endpoints());
        settings.forEach((key, value) -> properties.put("failover.service.orders." + key, value));
        return on(jdk).agent(isStub() ? null : Agent.jar()).properties(properties);
    }

    /** What is to be compared with: no agent; a generated client with nowhere else to go. */
    Program.Builder unprotected(Replicas replicas) {
        Program.Builder program = alone();
        return isStub()
                ? program.property(
                                "failover.service.orders.endpoints",
                                replicas.first().url())
                        .property("failover.service.orders.retry.max-attempts", 1)
                        .property("failover.service.orders.breaker.failure-threshold", 1000)
                : program;
    }

    Program start(Program.Builder program, Path directory) {
        return program.start(directory, main, arguments);
    }

    boolean isStub() {
        return main == StubProgram.class;
    }

    static Jdk jdk(int version) {
        Optional<Jdk> jdk = Jdk.find(version);
        assumeTrue(jdk.isPresent(), Jdk.missing(version));
        return jdk.orElseThrow();
    }
}
