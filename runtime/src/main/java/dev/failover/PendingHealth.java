package dev.failover;

import dev.failover.health.EndpointHealth;
import dev.failover.health.Health;
import dev.failover.health.HealthPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The health of one service while the answers of its endpoints come in. Thread-safe. */
final class PendingHealth {
    private final AtomicReferenceArray<@Nullable EndpointHealth> answers;
    private final CountDownLatch missing;
    private final HealthPolicy policy;

    PendingHealth(int endpoints, HealthPolicy policy) {
        this.answers = new AtomicReferenceArray<>(endpoints);
        this.missing = new CountDownLatch(endpoints);
        this.policy = policy;
    }

    void heard(int place, EndpointHealth answer) {
        answers.set(place, answer);
        missing.countDown();
    }

    Health await() throws InterruptedException {
        // A probe always answers, by its time-out at the latest; the second bound is for a transport with a defect.
        boolean all = missing.await(2 * policy.timeoutNanos(), TimeUnit.NANOSECONDS);
        List<EndpointHealth> list = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            EndpointHealth answer = answers.get(i);
            if (answer != null) {
                list.add(answer);
            } else if (all) {
                throw new IllegalStateException("an answer is missing");
            }
        }
        return new Health(list);
    }
}
