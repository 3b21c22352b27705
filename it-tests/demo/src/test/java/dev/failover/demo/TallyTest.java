package dev.failover.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.it.CallResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(4);

    @Test
    void aTimelineOfWhoAnswered() {
        tally.add(List.of(answered("a", 10), answered("a", 30)), 0.0);
        tally.add(List.of(answered("a", 20), answered("b", 1500)), 0.3);

        assertThat(tally.timeline()).isEqualTo("ab..");
        assertThat(tally.calls()).isEqualTo(4);
        assertThat(tally.failed()).isZero();
        assertThat(tally.slowestMillis()).isEqualTo(1.5);
    }

    @Test
    void oneFailedCallMarksItsSlice() {
        tally.add(List.of(answered("a", 10), refused(), answered("a", 10)), 0.9);
        tally.add(List.of(answered("a", 10)), 1.0);

        assertThat(tally.timeline()).isEqualTo("...x");
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.firstFailure()).isEqualTo("java.net.ConnectException: Connection refused");
    }

    private static CallResult answered(String replica, long micros) {
        return new CallResult(1, "GET", "http://a", 200, micros, "", "", "", replica + " GET /orders/1 0\n");
    }

    private static CallResult refused() {
        return new CallResult(1, "GET", "http://a", 0, 100, "java.net.ConnectException", "Connection refused", "", "");
    }
}
