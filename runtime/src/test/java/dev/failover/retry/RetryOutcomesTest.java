package dev.failover.retry;

import static dev.failover.retry.FailureVerdict.ABORT;
import static dev.failover.retry.FailureVerdict.DEFAULT;
import static dev.failover.retry.FailureVerdict.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.failure.FailureTypes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RetryOutcomesTest {
    private static final List<Throwable> THROWN =
            List.of(new IllegalStateException("predicate"), new StackOverflowError(), new AssertionError("predicate"));

    @Test
    void nothingWasSaidOfAnyEnding() {
        for (RetryPolicy policy : List.of(RetryPolicy.defaults(), RetryPolicy.none())) {
            assertThat(policy.verdict(new IOException())).isEqualTo(DEFAULT);
            assertThat(policy.verdict(new StackOverflowError())).isEqualTo(DEFAULT);
            assertThat(policy.verdict(null)).isEqualTo(DEFAULT);
            assertThat(policy.rejectsResult("result")).isFalse();
            assertThat(policy.rejectsResult(null)).isFalse();
        }
    }

    @Test
    void aClassMeansItsSubclassesToo() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOn(SocketException.class, IllegalStateException.class)
                .build();
        assertThat(policy.verdict(new SocketException())).isEqualTo(RETRY);
        assertThat(policy.verdict(new ConnectException())).isEqualTo(RETRY);
        assertThat(policy.verdict(new IllegalStateException())).isEqualTo(RETRY);
        assertThat(policy.verdict(new IOException())).as("a superclass").isEqualTo(DEFAULT);
        assertThat(policy.verdict(new RuntimeException(new SocketException())))
                .as("a cause")
                .isEqualTo(DEFAULT);
    }

    @Test
    void theAbortListWinsOverEverything() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOn(FileNotFoundException.class)
                .retryOnFailureIf(failure -> true)
                .abortOn(FailureTypes.named("java.io.IOException"))
                .build();
        assertThat(policy.verdict(new IOException())).isEqualTo(ABORT);
        assertThat(policy.verdict(new FileNotFoundException()))
                .as("the nearer class is not the stronger one")
                .isEqualTo(ABORT);
        assertThat(policy.verdict(new RuntimeException())).isEqualTo(RETRY);
    }

    @Test
    void anAbortPredicateWinsOverEverythingToo() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOn(IOException.class)
                .retryOnFailureIf(failure -> true)
                .abortOnFailureIf(failure -> "denied".equals(failure.getMessage()))
                .build();
        assertThat(policy.verdict(new IOException("denied"))).isEqualTo(ABORT);
        assertThat(policy.verdict(new IOException("broken"))).isEqualTo(RETRY);
    }

    @Test
    void aLaterRuleTakesThePlaceOfAnEarlierOne() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOn(IOException.class)
                .retryOn(IllegalStateException.class)
                .abortOnFailureIf(failure -> true)
                .abortOnFailureIf(null)
                .build();
        assertThat(policy.verdict(new IOException())).isEqualTo(DEFAULT);
        assertThat(policy.verdict(new IllegalStateException())).isEqualTo(RETRY);
    }

    @Test
    void y3_aPredicateThatThrowsHasSaidNo() {
        for (Throwable thrown : THROWN) {
            RetryPolicy policy = RetryPolicy.builder()
                    .retryOnFailureIf(throwing(thrown))
                    .abortOnFailureIf(throwing(thrown))
                    .retryOnResultIf(throwing(thrown))
                    .build();
            assertThat(policy.verdict(new IOException())).isEqualTo(DEFAULT);
            assertThat(policy.rejectsResult("result")).isFalse();
            assertThat(policy.toBuilder().retryOn(IOException.class).build().verdict(new IOException()))
                    .as("the other rules still count")
                    .isEqualTo(RETRY);
        }
    }

    /** Whoever attempts must be able to tell a result that is not wanted from a good one, at the last attempt as well. */
    @Test
    void y15_anUnwantedResultIsUnwantedHoweverOftenItComes() {
        RetryPolicy policy = RetryPolicy.builder()
                .maxAttempts(2)
                .retryOnResultIf(result -> result == null || result.equals("pending"))
                .build();
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(policy.rejectsResult("pending")).isTrue();
            assertThat(policy.rejectsResult(null)).isTrue();
            assertThat(policy.rejectsResult("done")).isFalse();
        }
        assertThat(RetryPolicy.none().toBuilder()
                        .retryOnResultIf(result -> true)
                        .build()
                        .rejectsResult("only"))
                .isTrue();
    }

    @Test
    void aPredicateThatCannotTakeNullHarmsNobody() {
        RetryPolicy policy = RetryPolicy.builder()
                .retryOnResultIf(result -> result.toString().isEmpty())
                .build();
        assertThat(policy.rejectsResult(null)).isFalse();
        assertThat(policy.rejectsResult("")).isTrue();
    }

    private static <T> Predicate<T> throwing(Throwable thrown) {
        return value -> {
            throw RetryOutcomesTest.<RuntimeException>sneaky(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
