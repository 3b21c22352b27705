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
        state.leaveAloneUntil(now + 1_000);
        assertThat(state.leftAloneFor(now)).isBetween(1_000L, 1_001L);
        assertThat(state.isPreferable(now)).isFalse();
        assertThat(state.isPreferable(now + 1_001)).isTrue();
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
