package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WheelTest {
    private static final long TICK = 1_024;
    private static final long SECOND = 1_000_000_000L;

    private final TimerInboxes inboxes = new TimerInboxes(1);

    private TimerNode node(Runnable action, long due) {
        return new TimerNode(inboxes.mine(), action, due);
    }

    private static void run(TimerNode node) {
        Runnable action = node.take();
        if (action != null) {
            action.run();
        }
    }

    @Test
    void runsNothingEarlyAndEverythingInOrder() {
        List<Integer> ran = new ArrayList<>();
        Wheel wheel = new Wheel(0);
        for (int seconds : new int[] {3, 1, 70_000, 2}) {
            wheel.add(node(() -> ran.add(seconds), seconds * SECOND));
        }
        wheel.advance(SECOND - 1, WheelTest::run);
        assertThat(ran).isEmpty();
        wheel.advance(SECOND + TICK, WheelTest::run);
        assertThat(ran).containsExactly(1);
        wheel.advance(100_000 * SECOND, WheelTest::run);
        assertThat(ran).containsExactly(1, 2, 3, 70_000);
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nanosToNext(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void saysExactlyWhenToLookNextThoughItIsFarAway() {
        Wheel wheel = new Wheel(-5);
        wheel.add(node(() -> {}, 3_600 * SECOND));
        assertThat(wheel.nanosToNext(-5)).isBetween(3_600 * SECOND + 5, 3_600 * SECOND + 5 + TICK);
    }

    @Test
    void whatIsLateAlreadyRunsAtOnce() {
        List<String> ran = new ArrayList<>();
        Wheel wheel = new Wheel(Long.MIN_VALUE);
        wheel.add(node(() -> ran.add("late"), Long.MAX_VALUE - 10 * SECOND));
        assertThat(wheel.nanosToNext(Long.MIN_VALUE)).isLessThanOrEqualTo(0);
        wheel.advance(Long.MIN_VALUE, WheelTest::run);
        assertThat(ran).containsExactly("late");
    }

    @Test
    void aReadingThatIsALittleEarlierChangesNothing() {
        List<String> ran = new ArrayList<>();
        Wheel wheel = new Wheel(0);
        wheel.advance(5 * SECOND, WheelTest::run);
        wheel.add(node(() -> ran.add("ran"), 6 * SECOND));
        wheel.advance(4 * SECOND, WheelTest::run);
        wheel.advance(6 * SECOND - 1, WheelTest::run);
        assertThat(ran).isEmpty();
        wheel.advance(6 * SECOND + TICK, WheelTest::run);
        assertThat(ran).containsExactly("ran");
    }

    @Test
    void sweepsOutTheDeadAndKeepsTheOrderOfTheOthers() {
        List<Integer> ran = new ArrayList<>();
        Wheel wheel = new Wheel(0);
        List<TimerNode> nodes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            TimerNode node = node(() -> ran.add(number), (number % 7) * 100 * SECOND);
            nodes.add(node);
            wheel.add(node);
        }
        for (int i = 0; i < 1_000; i++) {
            if (i > 20) {
                nodes.get(i).cancel();
            }
        }
        wheel.sweep();
        assertThat(wheel.size()).isEqualTo(21);
        wheel.advance(1_000 * SECOND, WheelTest::run);
        assertThat(ran).containsExactly(0, 7, 14, 1, 8, 15, 2, 9, 16, 3, 10, 17, 4, 11, 18, 5, 12, 19, 6, 13, 20);
    }

    @Test
    void clearingCancelsEverything() {
        Wheel wheel = new Wheel(0);
        List<TimerNode> nodes = Arrays.asList(node(() -> {}, 0), node(() -> {}, 0), node(() -> {}, SECOND));
        nodes.forEach(wheel::add);
        wheel.clear();
        assertThat(wheel.size()).isZero();
        assertThat(nodes).allMatch(TimerNode::isDead);
    }

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 600; round++) {
            new Twins(random, "seed " + seed + ", round " + round).run(2_000);
        }
    }

    /** The wheel, and a list that is kept in order. Times of the list count from the tick in which it began. */
    private final class Twins {
        private final SplittableRandom random;
        private final String where;
        private final long begin;
        private final Wheel wheel;
        private final List<Entry> list = new ArrayList<>();
        private final List<Integer> ran = new ArrayList<>();
        private final List<Integer> expected = new ArrayList<>();
        private long elapsed;
        private int numbers;

        Twins(SplittableRandom random, String where) {
            this.random = random;
            this.where = where;
            long now = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextLong(20 * SECOND) : random.nextLong();
            this.begin = now & -TICK;
            this.elapsed = now - begin;
            this.wheel = new Wheel(now);
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                int kind = random.nextInt(10);
                if (kind < 4) {
                    add();
                } else if (kind < 6 && !list.isEmpty()) {
                    list.remove(random.nextInt(list.size())).node.cancel();
                } else if (kind == 6 && random.nextInt(10) == 0) {
                    wheel.sweep();
                    assertThat(wheel.size()).as(where).isEqualTo(list.size());
                } else {
                    advance(step);
                }
            }
        }

        private void add() {
            long delay = random.nextInt(20) == 0
                    ? Wheel.FARTHEST_NANOS - random.nextLong(SECOND)
                    : random.nextLong(1L << random.nextInt(1, 45));
            if (random.nextInt(10) == 0) {
                delay = -delay >> 8;
            }
            int number = numbers++;
            long due = elapsed + delay;
            TimerNode node = node(
                    () -> {
                        assertThat(due).as(where).isLessThanOrEqualTo(elapsed);
                        ran.add(number);
                    },
                    begin + due);
            // What is late already belongs to the tick of now.
            long tick = Math.max(Math.floorDiv(due + TICK - 1, TICK), elapsed / TICK);
            int at = list.size();
            while (at > 0 && list.get(at - 1).tick > tick) {
                at--;
            }
            list.add(at, new Entry(number, tick, node));
            wheel.add(node);
        }

        private void advance(int step) {
            if (random.nextInt(100) == 0 && elapsed < Wheel.FARTHEST_NANOS / 2) {
                elapsed += random.nextLong(Wheel.FARTHEST_NANOS / 4);
            } else if (random.nextInt(4) == 0) {
                elapsed += Math.max(0, Math.min(wheel.nanosToNext(begin + elapsed), Wheel.FARTHEST_NANOS / 1_000));
            } else {
                elapsed += random.nextLong(1L << random.nextInt(1, 40));
            }
            while (!list.isEmpty() && list.get(0).tick <= elapsed / TICK) {
                expected.add(list.remove(0).number);
            }
            wheel.advance(begin + elapsed, WheelTest::run);
            if (!ran.equals(expected)) {
                throw new AssertionError(where + ", step " + step + ": ran " + ran + " instead of " + expected);
            }
            ran.clear();
            expected.clear();
            long next = wheel.nanosToNext(begin + elapsed);
            if (next <= 0 || (!list.isEmpty() && next > list.get(0).tick * TICK - elapsed)) {
                throw new AssertionError(where + ", step " + step + ": next in " + next);
            }
        }
    }

    private static final class Entry {
        final int number;
        final long tick;
        final TimerNode node;

        Entry(int number, long tick, TimerNode node) {
            this.number = number;
            this.tick = tick;
            this.node = node;
        }
    }
}
