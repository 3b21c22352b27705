package dev.failover.agent.client.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final InOrder steps = new InOrder();
    private final List<String> done = new ArrayList<>();

    private void fail(String why) {
        done.add(why);
        throw new IllegalStateException(why);
    }

    @Test
    void aStepThatComesInTheMiddleOfOneIsRunAfterIt() {
        steps.run(() -> {
            steps.run(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aStepThatFailsKeepsNoOtherFromBeingRun() {
        assertThatThrownBy(() -> steps.run(() -> {
                    steps.run(() -> fail("second"));
                    steps.run(() -> done.add("third"));
                    done.add("first");
                }))
                .hasMessage("second");
        assertThatThrownBy(() -> steps.run(() -> fail("fourth"))).hasMessage("fourth");
        steps.run(() -> done.add("fifth"));
        assertThat(done).containsExactly("first", "second", "third", "fourth", "fifth");
    }
}
