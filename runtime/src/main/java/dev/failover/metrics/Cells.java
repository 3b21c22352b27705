package dev.failover.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that only grow and that many threads add to. They lie in groups; a group has one block of longs for each stripe,
 * which comes into being with the first addition to it. There is one stripe until two threads get in each other's way, then
 * as many as it takes, up to {@value #MOST_STRIPES} (the idea of {@code java.util.concurrent.atomic.Striped64}).
 *
 * <p>Every number is exact once nobody adds to it any more, and no reader ever sees it shrink. Thread-safe, lock-free.
 */
abstract class Cells {
    /** The cell of each group that {@link #add} adds the amount to. */
    static final int SUM = 0;

    static final int MOST_STRIPES = 8;

    /** Sign of a cell that takes no more: what it holds is final, and the heir takes the rest. */
    private static final long CLOSED = Long.MIN_VALUE;

    /** Cells behind the blocks of a contended group, so that a neighbour on the heap is not in the same cache line. */
    private static final int PADDING = 8;

    private static final AtomicReferenceFieldUpdater<Cells, AtomicLongArray[][]> TABLE =
            AtomicReferenceFieldUpdater.newUpdater(Cells.class, AtomicLongArray[][].class, "table");

    private final int blockLength;
    /** By stripe, then by group. Never written to: each change is a new table. */
    private volatile @Nullable AtomicLongArray[][] table;

    private volatile @Nullable Cells heir;

    /**
     * @param none from {@link #none}, shared by all that have as many groups
     * @param cells of each group, without {@link #SUM}
     */
    Cells(@Nullable AtomicLongArray[][] none, int cells) {
        table = none;
        blockLength = 1 + cells;
    }

    /** The table of those to which nothing was ever added. */
    static @Nullable AtomicLongArray[][] none(int groups) {
        return new AtomicLongArray[1][groups];
    }

    /** Adds 1 to a cell, from 1, and the amount, 0 or more, to {@link #SUM} of its group. */
    final void add(int group, int cell, long amount) {
        AtomicLongArray[][] now = table;
        AtomicLongArray block = now[stripe(now)][group];
        if (block == null) {
            addSlowly(group, cell, amount, false);
            return;
        }
        long count = block.get(cell);
        if (count < 0 || !block.compareAndSet(cell, count, count + 1)) {
            addSlowly(group, cell, amount, true);
            return;
        }
        if (amount != 0) {
            long sum = block.get(SUM);
            long more = sum + amount;
            if ((sum | more) < 0 || !block.compareAndSet(SUM, sum, more)) {
                addAmountSlowly(group, amount);
            }
        }
    }

    /** How many cells each group has, without {@link #SUM}. */
    final int cells() {
        return blockLength - 1;
    }

    final int groups() {
        return table[0].length;
    }

    /** What the cell stands at. */
    final long total(int group, int cell) {
        long total = 0;
        for (AtomicLongArray[] stripe : table) {
            AtomicLongArray block = stripe[group];
            if (block != null) {
                total += block.get(cell) & ~CLOSED;
            }
        }
        return total < 0 ? Long.MAX_VALUE : total;
    }

    /** Whether nothing was ever added to the group. */
    final boolean isEmpty(int group) {
        for (AtomicLongArray[] stripe : table) {
            if (stripe[group] != null) {
                return false;
            }
        }
        return true;
    }

    /**
     * From its return on the numbers stay what they are: whatever is still added goes to {@code heir}, and nothing is counted
     * twice or lost.
     *
     * @param heir of the same groups and cells, and the same in every call
     */
    final void close(Cells heir) {
        this.heir = heir;
        AtomicLongArray[][] last;
        // A new table, so that nobody puts another block into the one that he looked at before there was an heir.
        do {
            last = table;
        } while (!TABLE.compareAndSet(this, last, last.clone()));
        for (AtomicLongArray[] stripe : last) {
            for (AtomicLongArray block : stripe) {
                for (int cell = 0; block != null && cell < block.length(); cell++) {
                    closeCell(block, cell);
                }
            }
        }
    }

    private static void closeCell(AtomicLongArray block, int cell) {
        long value;
        do {
            value = block.get(cell);
        } while (value >= 0 && !block.compareAndSet(cell, value, value | CLOSED));
    }

    private static int stripe(@Nullable AtomicLongArray[][] table) {
        if (table.length == 1) {
            return 0;
        }
        // Fibonacci hashing (Knuth, volume 3, 6.4) to three bits: neighbouring ids, as of a pool's threads, lie apart.
        long mixed = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 61) & (table.length - 1);
    }

    private void addSlowly(int group, int cell, long amount, boolean contended) {
        AtomicLongArray block = openBlock(group, contended);
        while (block != null) {
            long count = block.get(cell);
            if (count >= 0 && block.compareAndSet(cell, count, count + 1)) {
                addAmountSlowly(group, amount);
                return;
            }
            block = openBlock(group, true);
        }
        theHeir().add(group, cell, amount);
    }

    private void addAmountSlowly(int group, long amount) {
        boolean contended = false;
        for (AtomicLongArray block = openBlock(group, false); block != null; block = openBlock(group, contended)) {
            long sum = block.get(SUM);
            // 292 years: more than that is not added up.
            if (sum >= 0 && (sum + amount < 0 || block.compareAndSet(SUM, sum, sum + amount))) {
                return;
            }
            contended = true;
        }
        theHeir().addAmountSlowly(group, amount);
    }

    /** This thread's block, with more stripes than before when it had to be shared; null when there is an heir. */
    private @Nullable AtomicLongArray openBlock(int group, boolean contended) {
        boolean grow = contended;
        while (true) {
            // The table before the heir: see close.
            AtomicLongArray[][] now = table;
            if (heir != null) {
                return null;
            }
            if (grow && now.length < MOST_STRIPES) {
                AtomicLongArray[][] wider = Arrays.copyOf(now, now.length * 2);
                Arrays.fill(wider, now.length, wider.length, new AtomicLongArray[now[0].length]);
                TABLE.compareAndSet(this, now, wider);
                grow = false;
                continue;
            }
            int stripe = stripe(now);
            AtomicLongArray block = now[stripe][group];
            if (block != null) {
                return block;
            }
            AtomicLongArray[][] fuller = now.clone();
            fuller[stripe] = now[stripe].clone();
            fuller[stripe][group] = new AtomicLongArray(now.length == 1 ? blockLength : blockLength + PADDING);
            TABLE.compareAndSet(this, now, fuller);
        }
    }

    private Cells theHeir() {
        Cells known = heir;
        if (known == null) {
            throw new IllegalStateException("closed without an heir");
        }
        return known;
    }
}
