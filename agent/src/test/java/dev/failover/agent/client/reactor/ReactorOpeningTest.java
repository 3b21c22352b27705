package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.BlackHole;
import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.loading.WovenLibrary;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** How long Reactor Netty may take to open a connection for an attempt. */
class ReactorOpeningTest {
    private static final int CLIENTS_OWN = 30_000;

    @TempDir
    Path jars;

    @AfterEach
    void remove() {
        WovenLibrary.remove();
    }

    private static int millisFor(Context context) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setConnectTimeoutMillis(CLIENTS_OWN);
        Mono.create(sink -> {
                    new ReactorOpening().enter(null, channel, sink, null);
                    sink.success();
                })
                .contextWrite(context)
                .block();
        return channel.config().getConnectTimeoutMillis();
    }

    private static Context ofAttempt(int millis) {
        return new Sent(null) {
            @Override
            public int getAsInt() {
                return millis;
            }
        }.in(Context.empty());
    }

    @Test
    void aConnectionForAnAttemptIsBounded() {
        assertThat(millisFor(ofAttempt(300))).isEqualTo(300);
    }

    @Test
    void anyOtherIsNot() {
        assertThat(millisFor(ofAttempt(0))).isEqualTo(CLIENTS_OWN);
        assertThat(millisFor(Context.empty())).isEqualTo(CLIENTS_OWN);
    }

    /** An order goes elsewhere only if it provably never left. */
    @ParameterizedTest
    @ValueSource(strings = {"shared", "own", "none"})
    void aConnectionThatDoesNotComeAboutIsLeftInTime(String pool) throws Exception {
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(jar);
            if (file.getFileName().toString().matches("(reactor|netty|reactive)-.*\\.jar")) {
                Files.copy(file, jars.resolve(file.getFileName()));
            }
        }
        WovenLibrary library = new WovenLibrary(jars, "acme.reactor", Map.of());
        long failures = Bridge.failures();
        try (BlackHole hole = new BlackHole();
                TestServer second = new TestServer("B")) {
            library.install(Engines.with(
                    "timeout.connect=300ms;timeout.attempt=1h;" + Engines.AGAIN, hole.url(), second.url()));
            Object answer = library.loadClass("acme.reactor.ReactorProgram")
                    .getMethod("post", String.class, String.class)
                    .invoke(null, hole.url() + "/x", pool);
            assertThat(answer).isEqualTo("B /x");
        }
        assertThat(Bridge.failures()).as("faults of the agent").isEqualTo(failures);
    }
}
