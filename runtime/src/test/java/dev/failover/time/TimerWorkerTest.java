package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the timers' thread does and when, in virtual time: the test is the thread. */
class TimerWorkerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = 1_024;

    private final TimerInboxes inboxes = new TimerInboxes(1);
    private final AtomicReference<TimerWorker> office = new AtomicReference<>();
    private long now;
    private long plan = Long.MAX_VALUE;
    private int looks;

    /** As the timers do; due from now on. */
    private TimerNode schedule(Runnable action, long delay) {
        TimerNode node = inboxes.mine().put(action, now + delay);
        TimerWorker worker = office.get();
        if (worker == null) {
            worker = new TimerWorker(() -> now, 0, inboxes, office);
            office.set(worker);
            work();
        }
        worker.expect(node);
        if (worker.get() != plan) {
            work();
        }
        return node;
    }

    /** As the thread does until it sleeps or ends. */
    private void work() {
        TimerWorker worker = office.get();
        do {
            looks++;
            plan = worker.look(now);
            if (worker.isIdle(now)) {
                assertThat(worker.retires()).isTrue();
                plan = Long.MAX_VALUE;
                return;
            }
        } while (worker.seesEarlier(plan));
        if (plan <= now || plan > now + TimerWorker.KEEP_ALIVE_NANOS) {
            throw new AssertionError("planned for " + plan + " at " + now);
        }
    }

    private void pass(long nanos) {
        long target = now + nanos;
        while (plan <= target) {
            now = Math.max(now, plan);
            work();
        }
        now = target;
    }

    @Test
    void doesNotWakeUpWhileNothingIsPendingAndEndsAfterAWhile() {
        schedule(() -> {}, 10 * SECOND).cancel();
        pass(SECOND);
        looks = 0;
        pass(28 * SECOND);
        assertThat(looks).isZero();
        assertThat(office.get()).isNotNull();
        pass(2 * SECOND);
        assertThat(office.get()).isNull();
        List<Long> ran = new ArrayList<>();
        schedule(() -> ran.add(now), SECOND);
        pass(2 * SECOND);
        assertThat(ran).as("begins anew").hasSize(1);
    }

    @Test
    void sleepsLongWhenTheNextActionIsFarAway() {
        List<Long> ran = new ArrayList<>();
        schedule(() -> ran.add(now), 3_600 * SECOND);
        pass(3_599 * SECOND);
        assertThat(looks).isLessThan(130);
        pass(SECOND + TICK);
        assertThat(ran).hasSize(1);
    }

    @Test
    void looksTenTimesASecondWhileTimersComeAndGo() {
        for (int i = 0; i < 10_000; i++) {
            schedule(() -> {}, 10 * SECOND).cancel();
            pass(SECOND / 1_000);
        }
        assertThat(looks).isBetween(95, 105);
    }

    @Test
    void isWokenForWhatIsDueBeforeItsNextLookAndOnlyOnce() {
        List<String> ran = new ArrayList<>();
        schedule(() -> {}, 10 * SECOND);
        pass(SECOND);
        looks = 0;
        schedule(() -> ran.add("soon"), SECOND / 100);
        for (int i = 0; i < 100; i++) {
            schedule(() -> {}, SECOND / 50).cancel();
        }
        assertThat(looks).isLessThanOrEqualTo(2);
        pass(SECOND / 100 + TICK);
        assertThat(ran).containsExactly("soon");
    }

    @Test
    void moreTimersThanTheInboxHasSlotsForAreAllSeen() {
        List<Integer> ran = new ArrayList<>();
        TimerWorker worker = new TimerWorker(() -> now, 0, inboxes, office);
        office.set(worker);
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            TimerNode node = inboxes.mine().put(() -> ran.add(number), SECOND + i * TICK);
            if (i % 5 == 0) {
                node.cancel();
            }
        }
        assertThat(inboxes.pending()).isEqualTo(4_000);
        work();
        pass(2 * SECOND);
        assertThat(ran).hasSize(4_000).isSorted();
        assertThat(inboxes.pending()).isZero();
    }

    @Test
    void y9_whatIsCancelledInTheWheelIsSweptOut() {
        List<TimerNode> nodes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            nodes.add(schedule(() -> {}, 3_600 * SECOND));
        }
        pass(SECOND);
        nodes.forEach(TimerNode::cancel);
        assertThat(inboxes.pending()).isZero();
        schedule(() -> {}, 3_600 * SECOND);
        pass(31 * SECOND);
        assertThat(office.get().nodes()).isLessThan(2 * TimerWorker.DEAD_NODES);
    }

    @Test
    void stopsRunningActionsWhenAnotherHoldsTheOffice() {
        List<String> ran = new ArrayList<>();
        schedule(() -> office.set(TimerWorker.CLOSED), SECOND);
        TimerNode second = schedule(() -> ran.add("after closing"), SECOND);
        TimerWorker worker = office.get();
        worker.look(SECOND + TICK);
        assertThat(ran).isEmpty();
        assertThat(second.isDead()).isTrue();
    }

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        List<TimerNode> mine = new ArrayList<>();
        int[] counts = new int[2];
        for (int step = 0; step < 1_000_000; step++) {
            int at = step;
            int kind = random.nextInt(100);
            if (kind < 45) {
                long delay = random.nextLong(1L << random.nextInt(1, 38)) - random.nextInt(100);
                long due = now + delay;
                counts[0]++;
                mine.add(schedule(
                        () -> {
                            counts[1]++;
                            // It wakes on time, so nothing may be later than a tick, and nothing early.
                            if (now < due || now > Math.max(due, now - Math.max(0, -delay)) + TICK) {
                                throw new AssertionError(where(seed, at) + ": due " + due + ", ran " + now);
                            }
                        },
                        delay));
            } else if (kind < 80 && !mine.isEmpty()) {
                int index = random.nextInt(mine.size());
                TimerNode node = mine.get(index);
                mine.set(index, mine.get(mine.size() - 1));
                mine.remove(mine.size() - 1);
                if (!node.isDead()) {
                    node.cancel();
                    counts[1]++;
                }
            } else {
                boolean idle = random.nextInt(2_000) == 0;
                pass(idle ? random.nextLong(3_600 * SECOND) : random.nextLong(1L << random.nextInt(1, 28)));
            }
            if (inboxes.pending() != counts[0] - counts[1]) {
                throw new AssertionError(where(seed, at) + ": " + inboxes.pending() + " pending");
            }
        }
        mine.forEach(TimerNode::cancel);
        pass(100 * SECOND);
        assertThat(inboxes.pending()).isZero();
        assertThat(office.get()).as("ended").isNull();
    }

    private static String where(long seed, int step) {
        return "seed " + seed + ", step " + step;
    }
}
