package dev.failover.agent.client.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error whose body begins late, or never, is lost only where another endpoint still has the time to do better. */
@Timeout(60)
class StalledAnswerTest {
    /** Too short for a second attempt as long as the first one, which {@link Engines#impatient} gives up after 1.25 s. */
    private static final int SHORT_MILLIS = 2_200;

    /** The same of {@link Engines#steady}, which does so after 3.25 s: for an answer that must come in this time. */
    private static final int LONGER_MILLIS = 6_000;

    private final DefaultAsyncHttpClient client = new DefaultAsyncHttpClient(
            new DefaultAsyncHttpClientConfig.Builder().setMaxRequestRetry(0).build());
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
        client.close();
    }

    /** Lets the body come once the program has the head. */
    private final class WantsBody extends AsyncCompletionHandler<String> {
        @Override
        public State onStatusReceived(HttpResponseStatus status) throws Exception {
            first.release();
            return super.onStatusReceived(status);
        }

        @Override
        public String onCompleted(Response response) {
            return response.getStatusCode() + " " + response.getResponseBody();
        }
    }

    @SuppressWarnings("unchecked")
    private ListenableFuture<String> start(
            AgentEngine engine, int timeoutMillis, AsyncCompletionHandler<String> handler) {
        Request request = new RequestBuilder("GET")
                .setUrl(first.url() + "/x")
                .setRequestTimeout(timeoutMillis)
                .build();
        return (ListenableFuture<String>) new AhcExecute(engine).enter(client, request, handler, null)[0];
    }

    @Test
    void isTheProgramsWhereTheRequestTimeOutLeavesNoTimeForAnother() throws Exception {
        first.answering("503-late");
        AgentEngine engine = Engines.steady("", first.url(), second.url());
        assertThat(start(engine, LONGER_MILLIS, new WantsBody()).get()).isEqualTo("503 late");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void isTheProgramsWhereNoOtherEndpointIsLeft() throws Exception {
        first.answering("503-late");
        AgentEngine engine = Engines.hasty("", first.url());
        assertThat(start(engine, 60_000, new WantsBody()).get()).isEqualTo("503 late");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void endsWithTheProgramsOwnTimeOutWhenItNeverComes() {
        first.answering("503-stalling");
        AgentEngine engine = Engines.impatient("", first.url(), second.url());
        assertThat(catchThrowable(() ->
                                start(engine, SHORT_MILLIS, new WantsBody()).get())
                        .getCause())
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("Request timeout to ")
                .hasMessageContaining(SHORT_MILLIS + " ms");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void ofALaterAttemptEndsInTheProgramsTime() {
        first.answering("503-stalling");
        second.answering("503-stalling");
        AgentEngine engine = Engines.hasty("retry.max-attempts=2", first.url(), second.url());
        // The client counts from the second request on, and would name the port.
        assertThat(catchThrowable(() -> start(engine, 4_500, new WantsBody()).get())
                        .getCause())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Request timeout to 127.0.0.1 after 4500 ms");
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void mayBeEndedByTheProgramAtItsHead() throws Exception {
        first.answering("503-stalling");
        ListenableFuture<String> future = start(Engines.hasty("", first.url()), 60_000, new AsyncCompletionHandler<>() {
            @Override
            public State onStatusReceived(HttpResponseStatus status) {
                return State.ABORT;
            }

            @Override
            public String onCompleted(Response response) {
                return "ended";
            }
        });
        assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo("ended");
    }
}
