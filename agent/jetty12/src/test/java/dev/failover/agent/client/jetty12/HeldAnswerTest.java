package dev.failover.agent.client.jetty12;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.loading.WovenClasses;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that another attempt may better, and the connection that they have: there is no other one. */
@Timeout(60)
class HeldAnswerTest {
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
        client.setMaxConnectionsPerDestination(1);
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    private static void serve(String settings, String... endpoints) {
        serve(Engines.with(settings, endpoints));
    }

    private static void serve(AgentEngine engine) {
        WovenClasses.install(Jetty12Send.class, new Jetty12Send(engine));
    }

    private ContentResponse get() throws Exception {
        return client.GET(first.url() + "/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "503-large", "503-long", "503-dripping"})
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing) throws Exception {
        serve(Engines.impatient("", first.url()));
        first.answering(failing);
        ContentResponse response = get();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContent()).hasSize(TestServer.length(failing));
        first.answering("ok");
        assertThat(get().getContentAsString()).isEqualTo("A /x");
    }

    /** The third attempt is for the first endpoint again. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "503-large", "503-long", "503-dripping"})
    void noAttemptWaitsForTheConnectionOfTheOneBeforeTheLast(String failing) throws Exception {
        serve(Engines.impatient("", first.url(), TestServer.dead()));
        first.answering(failing);

        ContentResponse response = get();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContent()).hasSize(TestServer.length(failing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "503-large"})
    void whatIsHeldIsBettered(String failing) throws Exception {
        serve("", first.url(), second.url());
        first.answering(failing);

        assertThat(get().getContentAsString()).isEqualTo("B /x");
    }

    @Test
    void whatDoesNotComeIsBettered() throws Exception {
        serve(Engines.hasty("", first.url(), second.url()));
        first.answering("503-stalling");

        assertThat(get().getContentAsString()).isEqualTo("B /x");
    }

    /** Who begins an attempt may have to wait for something, and those threads are needed to break others off. */
    @Test
    void whatFollowsAnAnswerThatDoesNotComeBeginsElsewhere() throws Exception {
        serve(Engines.hasty("", first.url(), second.url()));
        first.answering("503-stalling");
        List<String> threads = new CopyOnWriteArrayList<>();

        client.newRequest(first.url() + "/x")
                .onRequestQueued(request -> threads.add(Thread.currentThread().getName()))
                .send();

        assertThat(threads).hasSize(2).noneMatch(name -> name.startsWith("failover-chores"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"503-long", "503-dripping"})
    void whatIsTooLongToBeHeldEndsTheCall(String tooLong) throws Exception {
        serve(Engines.impatient("", first.url(), second.url()));
        first.answering(tooLong);

        assertThat(get().getContent()).hasSize(TestServer.length(tooLong));
        assertThat(second.received()).isEmpty();
    }

    @Test
    @Timeout(20)
    void whatIsTooLongToBeHeldDoesNotWaitForItsHedge() throws Exception {
        serve(Engines.impatient("hedge.delay=50ms;timeout.attempt=1m", first.url(), second.url()));
        first.answering("503-dripping");
        second.answering("nothing");

        assertThat(get().getContent()).hasSize(TestServer.DRIPS);
        second.awaitClosed();
    }

    @Test
    void breakingOffTheRequestEndsACallWhoseAnswerIsRead() throws Exception {
        serve("", first.url(), second.url());
        first.answering("503-stalling");
        CompletableFuture<Result> told = new CompletableFuture<>();
        Request request = client.newRequest(first.url() + "/x");
        request.send(told::complete);
        first.awaitRequest();
        IOException mine = new IOException("enough");
        request.abort(mine);

        assertThat(told.get().getFailure()).isSameAs(mine);
        first.awaitClosed();
        assertThat(second.received()).isEmpty();
    }

    /** What the agent's own threads break off is not told on them. */
    @Test
    void listenersAreToldOnThreadsOfTheClient() throws Exception {
        serve("timeout.attempt=100ms;retry.max-attempts=1", first.url());
        first.answering("nothing");
        CompletableFuture<Thread> told = new CompletableFuture<>();
        client.newRequest(first.url() + "/x")
                .method("PUT")
                .body(new BytesRequestContent("hello".getBytes(UTF_8)))
                .send(result -> told.complete(Thread.currentThread()));

        assertThat(told.get().getName()).startsWith(((QueuedThreadPool) client.getExecutor()).getName());
    }

    /** The client tells that its request is broken off in the same way when we do it. */
    @Test
    void whatIsBrokenOffByUsGoesElsewhere() throws Exception {
        // It bounds the attempt that is answered as well.
        serve("timeout.attempt=500ms;" + Engines.AGAIN, first.url(), second.url());
        first.answering("nothing");
        Request put = client.newRequest(first.url() + "/x")
                .method("PUT")
                .body(new BytesRequestContent("hello".getBytes(UTF_8)));

        assertThat(put.send().getContentAsString()).isEqualTo("B /x");
    }
}
