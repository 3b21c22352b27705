package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Outcome;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** An attempt whose time is over is broken off by the client's future, whichever of the two is there first. */
class JdkBrokenOffTest {
    private final AgentEngine engine = Engines.of("http://a.test");
    private final CompletableFuture<String> future = new CompletableFuture<>();

    /** Something that is done with an attempt. */
    private interface During {
        void run(JdkAttempt<String> tried, Attempt attempt);
    }

    private void attempt(During during) throws Exception {
        Route route = engine.routes().find("http", "a.test", 80, "/");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://a.test/x")).build();
        JdkCall<String> call = new JdkCall<>(HttpClient.newHttpClient(), request, BodyHandlers.ofString(), route);
        AtomicBoolean ran = new AtomicBoolean();
        engine.blocking().run(route.service(), route.spec(true), new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) {
                during.run(new JdkAttempt<>(call, attempt, null, true, null), attempt);
                ran.set(true);
                return Outcome.success("done");
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        });
        assertThat(ran).isTrue();
    }

    @Test
    void theFutureIsThereBefore() throws Exception {
        attempt((tried, attempt) -> {
            tried.sent(future);
            assertThat(future).isNotDone();
            tried.abort(attempt);
        });
        assertThat(future).isCancelled();
    }

    @Test
    void theTimeIsOverBefore() throws Exception {
        attempt((tried, attempt) -> {
            tried.abort(attempt);
            tried.sent(future);
        });
        assertThat(future).isCancelled();
    }

    @Test
    void whatCannotBeFollowedIsKnownByItsBody() throws Exception {
        attempt((tried, attempt) -> {
            assertThat(tried.mayBeSentAgain()).isTrue();
            assertThat(JdkAttempt.isOnlyOne(attempt, put(BodyPublishers.ofString("order"))))
                    .isFalse();
            assertThat(JdkAttempt.isOnlyOne(attempt, put(BodyPublishers.ofInputStream(InputStream::nullInputStream))))
                    .isTrue();
        });
    }

    private static HttpRequest put(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://a.test/x")).PUT(body).build();
    }
}
