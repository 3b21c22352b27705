package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.call.TimeoutPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of callers that wait, bounded in time: by an interrupt that never gets past the call. */
@Timeout(60)
class AttemptTimeoutCallTest {
    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .executor(Runnable::run)
            // Many attempts: on a busy machine a good one may be late, too.
            .retry(RetryPolicy.builder()
                    .baseDelay(Duration.ZERO)
                    .maxAttempts(20)
                    .build())
            .timeouts(TimeoutPolicy.defaults().withAttempt(Duration.ofMillis(20)))
            .build();
    private final ServiceClient db = manager.register(new InternalService("db", null, "http://a", "http://b"))
            .service("db");
    private final ServiceClient patient = manager.register(new InternalService("patient", null, "http://a", "http://b")
                    .timeouts(TimeoutPolicy.defaults().withAttempt(Duration.ofMinutes(10))))
            .service("patient");
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        assertThat(Thread.interrupted()).as("the thread's flag").isFalse();
        assertThat(db.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
        assertThat(patient.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
        manager.close();
    }

    /** Until the thread is interrupted. */
    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void workThatWaitsIsCutShortAndAnotherEndpointIsAsked() {
        String answer = db.call(endpoint -> {
            asked.add(endpoint.host());
            if (endpoint.host().equals("a")) {
                never.await();
            }
            return endpoint.host();
        });
        assertThat(answer).isEqualTo("b");
        assertThat(asked).startsWith("a", "b");
        assertThat(manager.metrics().snapshot().toString())
                .contains("failover.attempts{service=db, endpoint=a:80, outcome=timeout}");
    }

    @Test
    void whatFailedBecauseOfTheInterruptIsATimeOut() {
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.call(endpoint -> {
                    spin();
                    throw new IOException("closed by interrupt");
                }))
                .withMessageContaining("1. http://a TIMEOUT")
                .withMessageContaining("2. http://b TIMEOUT")
                .withCauseInstanceOf(TimeoutException.class)
                .satisfies(failure -> assertThat(failure.getCause())
                        .hasMessage("not done within 20 ms")
                        .hasRootCauseMessage("closed by interrupt"));
    }

    @Test
    void aLateResultIsDropped() {
        String answer = db.call(endpoint -> {
            asked.add(endpoint.host());
            if (endpoint.host().equals("a")) {
                spin();
                return "made up after its time";
            }
            return "in time";
        });
        assertThat(answer).isEqualTo("in time");
        assertThat(asked).startsWith("a", "b");
    }

    /** Work that swallowed the interrupt. */
    @Test
    void aLateResultIsDroppedThoughTheFlagIsGone() {
        String answer = db.call(endpoint -> {
            if (endpoint.host().equals("a")) {
                spin();
                Thread.interrupted();
                return "made up after its time";
            }
            return "in time";
        });
        assertThat(answer).isEqualTo("in time");
    }

    @Test
    void workThatMustNotBeRepeatedIsCutShortToo() {
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.callOnce(endpoint -> {
                    asked.add(endpoint.host());
                    never.await();
                    return "";
                }))
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(asked).containsExactly("a");
    }

    @Test
    void aLateStageIsCancelledAndWhatItStillSaysIsDropped() {
        CompletableFuture<String> deaf = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupts) {
                asked.add("cancelled");
                return false;
            }
        };
        CompletableFuture<String> future = db.callAsync(
                endpoint -> endpoint.host().equals("a") ? deaf : CompletableFuture.completedFuture(endpoint.host()));
        assertThat(future.join()).isEqualTo("b");
        assertThat(asked).isNotEmpty().containsOnly("cancelled");
        deaf.complete("too late");
        assertThat(future).isCompletedWithValue("b");
    }

    @Test
    void y8_theUsersOwnInterruptEndsTheCallAndStaysVisible() {
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> patient.call(endpoint -> {
                    asked.add(endpoint.host());
                    Thread.currentThread().interrupt();
                    never.await();
                    return "";
                }))
                .withMessage("patient: call was interrupted")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).as("no attempt follows").containsExactly("a");
    }

    @Test
    void y8_aFlagThatTheWorkLeavesSetStaysSet() {
        String answer = patient.call(endpoint -> {
            Thread.currentThread().interrupt();
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void y8_anInterruptFromBeforeEndsTheFirstWait() {
        Thread.currentThread().interrupt();
        String answer = patient.call(endpoint -> "does not wait");
        assertThat(answer).isEqualTo("does not wait");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> patient.call(endpoint -> {
                    never.await();
                    return "";
                }))
                .withMessage("patient: call was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
