package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.metrics.Metric;
import dev.failover.stub.StatusException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a method gives when its call has failed, against a real server. */
class FallbacksTest {
    private EchoServer server;
    private FailoverManager manager;
    private FallbacksApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("fallbacks", server.url());
        api = Stubs.create(FallbacksApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void aCallThatSucceedsNeedsNone() {
        assertThat(api.find("x")).isEqualTo("/base/a/x");
        assertThat(api.findAsync("x").join()).isEqualTo("/base/a/x");
        assertThat(api.constant()).isEqualTo("/base/a");
        assertThat(fallbacks()).isZero();
    }

    private long fallbacks() {
        return manager.metrics().snapshot().stream()
                .filter(metric -> metric.name().equals("failover.fallbacks"))
                .mapToLong(Metric::value)
                .sum();
    }

    @Test
    void standsInForWhatFailed() throws IOException {
        server.answers(500, "text/plain", "");
        assertThat(api.find("x")).isEqualTo("x: StatusException");
        assertThat(api.findAsync("x").join()).isEqualTo("x: StatusException");
        assertThat(api.constant()).isEqualTo("constant");
        assertThat(fallbacks()).isEqualTo(3);
        try (FailoverManager down = FailoverManager.create().serviceOrRegister("fallbacks", EchoServer.refused())) {
            FallbacksApi stub = Stubs.create(FallbacksApi.class, down);
            assertThat(stub.find("x")).isEqualTo("x: FailoverException");
            assertThat(stub.findAsync("x").join()).isEqualTo("x: FailoverException");
        }
    }

    @Test
    void oneThatFailsDoesNotHideTheCause() {
        server.answers(404, "text/plain", "");
        assertThatIllegalArgumentException()
                .isThrownBy(api::count)
                .withMessageContaining("answered 404")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.UnsupportedOperationException: no count"));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> api.countAsync().join())
                .havingCause()
                .isInstanceOf(StatusException.class)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void neverForTheProgramsOwnFaults() {
        assertThatIllegalArgumentException().isThrownBy(() -> api.find(".."));
        assertThatIllegalArgumentException().isThrownBy(() -> api.findAsync(""));
        assertThat(server.received).isEmpty();
        manager.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> api.find("x"))
                .withMessageStartingWith("the manager is closed");
    }

    @Test
    void neverForACallerThatHasGivenUp() {
        server.hangs();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(api::constant)
                .matches(FailoverException::isGivenUp);
        assertThat(Thread.interrupted()).isTrue();
        var call = api.findAsync("x");
        call.cancel(true);
        assertThat(call).isCancelled();
        assertThat(fallbacks()).isZero();
    }
}
