package dev.failover.agent.client.jetty9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.jetty9.JettyFailoverTest.Woven;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.junit.jupiter.api.AfterEach;
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
    private Woven client;

    @BeforeEach
    void start() throws Exception {
        first = new TestServer("A");
        second = new TestServer("B");
        client = new Woven();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    /** Lets the content come once the program has the head. */
    private Request get() {
        return client.newRequest(first.url() + "/x").onResponseHeaders(response -> first.release());
    }

    @Test
    void isTheProgramsWhereItsTimeOutLeavesNoTimeForAnother() throws Exception {
        client.engine = Engines.steady("", first.url(), second.url());
        first.answering("503-late");
        ContentResponse response =
                get().timeout(LONGER_MILLIS, TimeUnit.MILLISECONDS).send();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).isEqualTo("late");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void isTheProgramsWhereNoOtherEndpointIsLeft() throws Exception {
        client.engine = Engines.hasty("", first.url());
        first.answering("503-late");
        assertThat(get().send().getContentAsString()).isEqualTo("late");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void endsWithTheProgramsOwnTimeOutWhenItNeverComes() {
        client.engine = Engines.impatient("", first.url(), second.url());
        first.answering("503-stalling");
        assertThatThrownBy(
                        () -> get().timeout(SHORT_MILLIS, TimeUnit.MILLISECONDS).send())
                .isInstanceOf(TimeoutException.class);
        assertThat(second.received()).isEmpty();
    }
}
