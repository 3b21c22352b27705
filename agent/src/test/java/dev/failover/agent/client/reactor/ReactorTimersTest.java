package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.time.TimerWheel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/** A timer keeps the call, and what the program has made of its answer. */
@Timeout(60)
class ReactorTimersTest {
    @Test
    void noneIsLeftOfACallThatHasItsAnswerFromAnotherEndpoint() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B")) {
            first.answering("503");
            // Another endpoint is waited for a little longer than three times that.
            AgentEngine engine = Engines.with("timeout.connect=25s", first.url(), second.url());
            HttpClient client = HttpClient.create()
                    .doOnRequest((request, connection) -> new ReactorSending().enter(null, request, null, null));
            Object[] answer = new ReactorConnect(engine).enter(client.get().uri(first.url() + "/x"), null, null, null);
            @SuppressWarnings("unchecked")
            Mono<Connection> call = (Mono<Connection>) answer[0];
            String body = call.flatMap(connection ->
                            connection.inbound().receive().aggregate().asString())
                    .block();
            assertThat(body).contains("B");
            assertThat(second.received()).hasSize(1);
            TimerWheel timers = (TimerWheel) engine.timers();
            Eventually.holds(() -> timers.pending() == 0);
        }
    }
}
