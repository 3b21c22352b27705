package dev.failover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointStateTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE - 500})
    void isLeftAloneForAsLongAsItAsked(long now) {
        EndpointState state = state(EndpointState.newRow());
        assertThat(state.leftAloneFor(now)).isLessThanOrEqualTo(0);
        state.leaveAlone(1_000, now, now);
        assertThat(state.leftAloneFor(now)).isBetween(1_000L, 1_001L);
        assertThat(state.isPreferable(now)).isFalse();
        assertThat(state.isPreferable(now + 1_001)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE - 500})
    void isLeftAloneForAnHourAtMost(long now) {
        EndpointState state = state(EndpointState.newRow());
        state.leaveAlone(Long.MAX_VALUE, now, now);
        assertThat(state.leftAloneFor(now)).isBetween(3_600_000_000_000L, 3_600_000_000_001L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -150, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE - 500})
    void aGoodAnswerTakesBackWhatWasSaidBeforeItsAttempt(long now) {
        EndpointState state = state(EndpointState.newRow());
        state.leaveAlone(1_000, now, now + 100);
        state.didWell(now + 99);
        assertThat(state.leftAloneFor(now + 100)).as("said meanwhile").isPositive();
        state.didWell(now + 100);
        assertThat(state.leftAloneFor(now + 100)).isZero();
        state.didWell(now + 200);
        assertThat(state.isPreferable(now + 200)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -150, 1_000_001, Long.MIN_VALUE, Long.MAX_VALUE - 500})
    void itsLatestWordCountsAndAmongThoseAtTheSameTimeTheLongest(long now) {
        EndpointState state = state(EndpointState.newRow());
        state.leaveAlone(1_000, now, now + 100);
        state.leaveAlone(500, now + 50, now + 200);
        assertThat(state.leftAloneFor(now + 200))
                .as("shorter, at the same time")
                .isBetween(900L, 901L);
        state.leaveAlone(2_000, now + 50, now + 200);
        assertThat(state.leftAloneFor(now + 200)).as("longer").isBetween(2_000L, 2_001L);
        state.leaveAlone(500, now + 200, now + 300);
        assertThat(state.leftAloneFor(now + 300)).as("shorter, said later").isBetween(500L, 501L);
    }

    @Test
    void takesNoteOfChecks() {
        EndpointState state = state(EndpointState.newRow());
        assertThat(state.isUp()).isFalse();
        assertThat(state.isDown()).isFalse();
        state.checked(false);
        assertThat(state.isDown()).isTrue();
        assertThat(state.isPreferable(0)).isFalse();
        state.checked(true);
        assertThat(state.isUp()).isTrue();
        assertThat(state.isPreferable(0)).isTrue();
    }

    @Test
    void sharesARowOfItsOwnLayoutOnly() {
        AtomicLongArray row = EndpointState.newRow();
        assertThat(EndpointState.canShare(row)).isTrue();
        state(row).checked(false);
        assertThat(state(row).isDown()).as("two copies see the same").isTrue();
        assertThat(EndpointState.canShare(new AtomicLongArray(EndpointState.ROW_LENGTH)))
                .isFalse();
        row.set(0, EndpointState.LAYOUT + 1);
        assertThat(EndpointState.canShare(row)).isFalse();
        AtomicLongArray tooShort = new AtomicLongArray(2);
        tooShort.set(0, EndpointState.LAYOUT);
        assertThat(EndpointState.canShare(tooShort)).isFalse();
    }

    private static EndpointState state(AtomicLongArray row) {
        return new EndpointState(
                0,
                Endpoint.of("http://a"),
                row,
                CircuitBreakerPolicy.defaults(),
                ConnectionPoolPolicy.defaults(),
                new MetricsCollector().service("test").endpoint("a:80"),
                () -> 0.5);
    }
}
