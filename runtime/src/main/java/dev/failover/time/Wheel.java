package dev.failover.time;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987, scheme 7): nine
 * levels of 64 slots, a slot of the lowest level is a tick of 1,024 ns and one of each level above lasts as long as the
 * whole level below it. Together they go once around all readings that a clock can have, so nothing here minds a clock
 * that overflows. Adding costs a few instructions; what is far off moves down a level at most eight times.
 *
 * <p>It keeps no time of its own: it is told what time it is. A node is not taken out when it is cancelled, it is dropped
 * when its slot comes or by {@link #sweep}. For one thread.
 */
final class Wheel {
    /** What is added may be due at most so far ahead: about 146 years. */
    static final long FARTHEST_NANOS = 1L << 62;

    private static final int TICK_BITS = 10;
    private static final int SLOT_BITS = 6;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int LEVELS = (Long.SIZE - TICK_BITS) / SLOT_BITS;

    private final @Nullable TimerNode[] first = new TimerNode[LEVELS * SLOTS];
    private final @Nullable TimerNode[] last = new TimerNode[LEVELS * SLOTS];
    /** The first tick that a node of the slot is due at; stays when that node is cancelled. */
    private final long[] earliest = new long[LEVELS * SLOTS];
    /** A bit for each slot that holds something. */
    private final long[] occupied = new long[LEVELS];

    /** Up to here everything has run. Ticks are counted in 54 bits. */
    private long tick;

    private int size;

    Wheel(long now) {
        tick = now >>> TICK_BITS;
    }

    /** Takes a node. It will not run before the next {@link #advance}, even if it is due. */
    void add(TimerNode node) {
        // Rounded up: never early.
        long due = (node.due + (1L << TICK_BITS) - 1) >>> TICK_BITS;
        if (ticksBetween(tick, due) < 0) {
            due = tick;
        }
        long differing = tick ^ due;
        int level = differing == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / SLOT_BITS;
        int position = (int) (due >>> (level * SLOT_BITS)) & (SLOTS - 1);
        int slot = level * SLOTS + position;
        node.next = null;
        TimerNode before = last[slot];
        if (before == null) {
            first[slot] = node;
            earliest[slot] = due;
            occupied[level] |= 1L << position;
        } else {
            before.next = node;
            if (ticksBetween(earliest[slot], due) < 0) {
                earliest[slot] = due;
            }
        }
        last[slot] = node;
        size++;
    }

    /**
     * Hands over what is due, in the order of due times; what is due in the same tick in the order in which it was added.
     *
     * @param now an earlier reading than the one of the time before is taken for that one
     * @param runner must not touch this wheel
     */
    void advance(long now, Consumer<TimerNode> runner) {
        long target = now >>> TICK_BITS;
        for (int level = nextLevel(); level < LEVELS; level = nextLevel()) {
            int ahead = slotsAhead(level);
            long begin = beginOf(level, ahead);
            if (ticksBetween(begin, target) < 0) {
                break;
            }
            tick = begin;
            TimerNode node = take(level, position(level));
            while (node != null) {
                TimerNode next = node.next;
                node.next = null;
                if (level == 0) {
                    runner.accept(node);
                } else if (!node.isDead()) {
                    add(node);
                }
                node = next;
            }
        }
        if (ticksBetween(tick, target) > 0) {
            tick = target;
        }
    }

    /** When to {@link #advance} next, in nanoseconds from {@code now}: 0 or less at once, never too late. */
    long nanosToNext(long now) {
        int level = nextLevel();
        if (level == LEVELS) {
            return Long.MAX_VALUE;
        }
        int slot = level * SLOTS + (position(level) + slotsAhead(level)) % SLOTS;
        return (earliest[slot] << TICK_BITS) - now;
    }

    /** How many nodes it holds, dead ones included. */
    int size() {
        return size;
    }

    /** Drops the dead. */
    void sweep() {
        for (int level = 0; level < LEVELS; level++) {
            for (long bits = occupied[level]; bits != 0; bits &= bits - 1) {
                TimerNode node = take(level, Long.numberOfTrailingZeros(bits));
                while (node != null) {
                    TimerNode next = node.next;
                    node.next = null;
                    if (!node.isDead()) {
                        add(node);
                    }
                    node = next;
                }
            }
        }
    }

    /** Cancels everything. */
    void clear() {
        for (int level = 0; level < LEVELS; level++) {
            for (long bits = occupied[level]; bits != 0; bits &= bits - 1) {
                for (TimerNode node = take(level, Long.numberOfTrailingZeros(bits)); node != null; node = node.next) {
                    TimerWorker.drop(node);
                }
            }
        }
    }

    private @Nullable TimerNode take(int level, int position) {
        int slot = level * SLOTS + position;
        TimerNode node = first[slot];
        first[slot] = null;
        last[slot] = null;
        occupied[level] &= ~(1L << position);
        for (TimerNode each = node; each != null; each = each.next) {
            size--;
        }
        return node;
    }

    /** The lowest level that holds something: all of it is due before anything above. */
    private int nextLevel() {
        int level = 0;
        while (level < LEVELS && occupied[level] == 0) {
            level++;
        }
        return level;
    }

    /** How far the hand of an occupied level is from the next slot that holds something. */
    private int slotsAhead(int level) {
        return Long.numberOfTrailingZeros(Long.rotateRight(occupied[level], position(level)));
    }

    private int position(int level) {
        return (int) (tick >>> (level * SLOT_BITS)) & (SLOTS - 1);
    }

    private long beginOf(int level, int ahead) {
        int bits = level * SLOT_BITS;
        return ahead == 0 ? tick : (((tick >>> bits) + ahead) << bits) & (-1L >>> TICK_BITS);
    }

    /** From one tick to another, by the shorter way around. */
    private static long ticksBetween(long from, long to) {
        return ((to - from) << TICK_BITS) >> TICK_BITS;
    }
}
