package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.stub.StatusException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What annotations say of calls, against a real server. */
class CallsTest {
    private EchoServer server;
    private FailoverManager manager;
    private CallsApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("calls", server.url());
        api = Stubs.create(CallsApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    private int requests(ThrowingCallable call) {
        server.received.clear();
        Throwable failure = catchThrowable(call);
        assertThat(failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOf(StatusException.class);
        return server.received.size();
    }

    @Test
    void methodsHaveRetriesOfTheirOwn() {
        server.answers(503, "text/plain", "");
        assertThat(requests(api::twice)).isEqualTo(2);
        assertThat(requests(() -> api.fourTimes().join())).isEqualTo(4);
        assertThat(requests(api::once)).isEqualTo(1);
        assertThat(requests(api::notFoundTwice)).isEqualTo(1);
        server.answers(404, "text/plain", "");
        assertThat(requests(api::notFoundTwice)).isEqualTo(2);
        assertThat(requests(api::twice)).isEqualTo(1);
    }

    @Test
    void methodsHaveTimeoutsOfTheirOwn() {
        server.hangs();
        assertThatThrownBy(api::impatient)
                .isInstanceOf(FailoverException.class)
                .hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void theServiceHasTheBreakerOfTheInterface() {
        assertThat(manager.service("calls")
                        .endpoints()
                        .get(0)
                        .breaker()
                        .policy()
                        .probes())
                .isEqualTo(7);
    }

    @Test
    void theConfigurationIsStronger() {
        server.answers(503, "text/plain", "");
        Configuration configuration = Configuration.loadStrict(ConfigSources.builder()
                .code("service.calls.endpoints", server.url())
                .code("service.calls.retry.max-attempts", "3")
                .code("service.calls.breaker.probes", "2")
                .code("defaults.retry.base-delay", "1m")
                .build());
        try (FailoverManager configured =
                FailoverManager.builder().configuration(configuration).build()) {
            CallsApi stub = Stubs.create(CallsApi.class, configured);
            assertThat(requests(stub::twice)).isEqualTo(3);
            server.answers(404, "text/plain", "");
            assertThat(requests(stub::once)).isEqualTo(3);
            assertThat(configured
                            .service("calls")
                            .endpoints()
                            .get(0)
                            .breaker()
                            .policy()
                            .probes())
                    .isEqualTo(2);
        }
    }
}
