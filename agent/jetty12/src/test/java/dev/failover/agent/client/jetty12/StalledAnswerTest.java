package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.loading.WovenClasses;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error whose content begins late, or never, is lost only where another endpoint still has the time to do better. */
@Timeout(60)
class StalledAnswerTest {
    /** Too short for a second attempt as long as the first one, which {@link Engines#impatient} gives up after 1.25 s. */
    private static final int SHORT_MILLIS = 2_200;

    /** The same of {@link Engines#steady}, which does so after 3.25 s: for an answer that must come in this time. */
    private static final int LONGER_MILLIS = 6_000;

    private TestServer first;
    private TestServer second;
    private HttpClient client;

    @BeforeAll
    static void weave() throws Exception {
        WovenClasses.weave(HttpDestination.class, HttpRequest.class);
    }

    @AfterAll
    static void remove() {
        WovenClasses.install(Jetty12Send.class, null);
        WovenClasses.install(Jetty12Abort.class, null);
        WovenClasses.install(Jetty12Listeners.class, null);
    }

    @BeforeEach
    void start() throws Exception {
        first = new TestServer("A");
        second = new TestServer("B");
        WovenClasses.install(Jetty12Abort.class, new Jetty12Abort());
        WovenClasses.install(Jetty12Listeners.class, new Jetty12Listeners());
        client = new HttpClient();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    private static void serve(AgentEngine engine) {
        WovenClasses.install(Jetty12Send.class, new Jetty12Send(engine));
    }

    /** Lets the content come once the program has the head. */
    private Request get() {
        return client.newRequest(first.url() + "/x").onResponseHeaders(response -> first.release());
    }

    @Test
    void isTheProgramsWhereItsTimeOutLeavesNoTimeForAnother() throws Exception {
        serve(Engines.steady("", first.url(), second.url()));
        first.answering("503-late");
        ContentResponse response =
                get().timeout(LONGER_MILLIS, TimeUnit.MILLISECONDS).send();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).isEqualTo("late");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void isTheProgramsWhereNoOtherEndpointIsLeft() throws Exception {
        serve(Engines.hasty("", first.url()));
        first.answering("503-late");
        assertThat(get().send().getContentAsString()).isEqualTo("late");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void endsWithTheProgramsOwnTimeOutWhenItNeverComes() {
        serve(Engines.impatient("", first.url(), second.url()));
        first.answering("503-stalling");
        assertThatThrownBy(
                        () -> get().timeout(SHORT_MILLIS, TimeUnit.MILLISECONDS).send())
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Total timeout " + SHORT_MILLIS + " ms elapsed");
        assertThat(second.received()).isEmpty();
    }
}
