package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellableFutureTest {
    private final AtomicInteger aborted = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {11, 15, 16, 17, 25})
    void cancellingItCancelsTheCall(int java) {
        assertThat(new CancellableFuture<String>(itself -> aborted.incrementAndGet(), java).cancel(true))
                .isTrue();
        assertThat(aborted).hasValue(1);
    }

    /** Others may depend on the same call. */
    @ParameterizedTest
    @ValueSource(ints = {11, 15})
    void cancellingWhatDependsOnItIsNothingToTheCallBeforeJava16(int java) {
        CancellableFuture<String> call = new CancellableFuture<>(itself -> aborted.incrementAndGet(), java);
        CompletableFuture<Integer> other = call.thenApply(String::length);
        assertThat(call.thenApply(String::length)
                        .thenApply(length -> length + 1)
                        .cancel(true))
                .isTrue();
        call.complete("answer");
        assertThat(other).isCompletedWithValue(6);
        assertThat(aborted).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 25})
    void cancellingWhatDependsOnItCancelsTheCallFromJava16On(int java) {
        CancellableFuture<String> call = new CancellableFuture<>(itself -> aborted.incrementAndGet(), java);
        assertThat(call.thenApply(String::length)
                        .thenApply(length -> length + 1)
                        .cancel(true))
                .isTrue();
        assertThat(aborted).hasValue(1);
        assertThat(call).isNotDone();
    }

    @Test
    void whatIsDoneCannotBeCancelled() {
        CancellableFuture<String> call = new CancellableFuture<>(itself -> aborted.incrementAndGet());
        call.complete("answer");
        assertThat(call.cancel(true)).isFalse();
        assertThat(aborted).hasValue(0);
    }

    /** As the client's own: one listener cannot change what the others get. */
    @ParameterizedTest
    @ValueSource(ints = {11, 17})
    void whatItHasComeToCannotBeChanged(int java) {
        CancellableFuture<String> call = new CancellableFuture<>(itself -> aborted.incrementAndGet(), java);
        CompletableFuture<String> derived = call.thenApply(answer -> answer);
        call.complete("answer");
        for (CompletableFuture<String> future : List.of(call, derived)) {
            assertThatThrownBy(() -> future.obtrudeValue("other")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> future.obtrudeException(new IllegalStateException()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(future).isCompletedWithValue("answer");
        }
    }
}
