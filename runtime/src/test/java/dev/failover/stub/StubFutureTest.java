package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class StubFutureTest {
    private static final Operation FIND = Operation.of("OrderApi.find", HttpMethod.GET, "/orders/{id}");
    private final CompletableFuture<Response> answer = new CompletableFuture<>();
    private final StubFuture<Response, String> future =
            new StubFuture<>(answer, response -> Results.text().read(FIND, response), null);

    @Test
    void completesWithTheResult() {
        answer.complete(new Response(200, Headers.EMPTY, new byte[] {'a'}));
        assertThat(future).isCompletedWithValue("a");
    }

    @Test
    void failsWithTheFailureItself() {
        IllegalStateException failure = new IllegalStateException("no endpoint");
        answer.completeExceptionally(new CompletionException(failure));
        assertThat(future.handle((value, thrown) -> thrown)).isCompletedWithValue(failure);
    }

    @Test
    void failsWithWhatTheResultThrows() {
        answer.complete(new Response(500, Headers.EMPTY, null));
        assertThat(future.handle((value, thrown) -> thrown instanceof StatusException))
                .isCompletedWithValue(true);
    }

    @Test
    void cancelsTheCall() {
        assertThat(future.cancel(true)).isTrue();
        assertThat(answer).isCancelled();
        assertThat(future).isCancelled();
    }

    @Test
    void leavesAFinishedCallAlone() {
        answer.complete(new Response(200, Headers.EMPTY, null));
        assertThat(future.cancel(true)).isFalse();
        assertThat(answer).isCompleted();
    }
}
