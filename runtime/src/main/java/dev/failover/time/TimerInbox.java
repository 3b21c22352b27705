package dev.failover.time;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where new nodes wait for the worker, which collects them now and then; with the counters of everything that ever went
 * through it. Most timers are cancelled before that: each has a slot of its own, and is gone at once. Only when no slot
 * is free near by, which is when many calls are under way, a node goes on a stack, and the worker has to be woken.
 *
 * <p>A node goes in once in its life, so there is no ABA problem. Thread-safe, lock-free. There are several inboxes, so that
 * threads seldom meet at one: {@link TimerInboxes}.
 */
@SuppressWarnings("serial") // never written anywhere
final class TimerInbox extends AtomicReference<@Nullable TimerNode> {
    private static final int SLOTS = 128;
    private static final int PROBES = 16;

    private static final AtomicLongFieldUpdater<TimerInbox> SCHEDULED =
            AtomicLongFieldUpdater.newUpdater(TimerInbox.class, "scheduled");
    private static final AtomicLongFieldUpdater<TimerInbox> ENDED =
            AtomicLongFieldUpdater.newUpdater(TimerInbox.class, "ended");

    private volatile long scheduled;
    private volatile long ended;

    /** Keeps the next inbox off these cache lines. */
    @SuppressWarnings("unused")
    private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14;

    private final AtomicReferenceArray<@Nullable TimerNode> slots = new AtomicReferenceArray<>(SLOTS);
    /** Where a slot was free the last time; a wrong value of another thread costs a step. */
    private int cursor;

    /** Puts a new node in; {@link TimerNode#isInSlot} says whether the worker has to be woken for it. */
    TimerNode put(Runnable action, long due) {
        TimerNode node = new TimerNode(this, action, due);
        // Counted first: whoever counts nothing pending can be sure that nothing was put in.
        SCHEDULED.getAndIncrement(this);
        int at = cursor;
        for (int probe = 0; probe < PROBES; probe++) {
            node.slot = at;
            if (slots.get(at) == null && slots.compareAndSet(at, null, node)) {
                if (probe > 0) {
                    cursor = at;
                }
                return node;
            }
            at = (at + 1) & (SLOTS - 1);
        }
        cursor = at;
        push(node);
        return node;
    }

    private void push(TimerNode node) {
        node.slot = TimerNode.NO_SLOT;
        TimerNode top;
        do {
            top = get();
            node.next = top;
        } while (!compareAndSet(top, node));
    }

    void countEnd() {
        ENDED.getAndIncrement(this);
    }

    /** Removes a dead node, unless it is deep down in the stack or already the worker's: then the worker drops it. */
    void remove(TimerNode node) {
        if (node.isInSlot()) {
            if (slots.get(node.slot) == node) {
                slots.compareAndSet(node.slot, node, null);
            }
            return;
        }
        for (TimerNode top = get(); top != null && top.isDead(); top = get()) {
            if (compareAndSet(top, top.next)) {
                top.next = null;
            }
        }
    }

    /** Takes everything out; nodes of one thread mostly in the order in which they were put in. */
    void drain(Consumer<TimerNode> taker) {
        int begin = cursor + 1;
        for (int i = 0; i < SLOTS; i++) {
            int at = (begin + i) & (SLOTS - 1);
            TimerNode node = slots.get(at) == null ? null : slots.getAndSet(at, null);
            if (node != null) {
                taker.accept(node);
            }
        }
        TimerNode node = get() == null ? null : oldestFirst(getAndSet(null));
        while (node != null) {
            TimerNode next = node.next;
            node.next = null;
            taker.accept(node);
            node = next;
        }
    }

    private static @Nullable TimerNode oldestFirst(@Nullable TimerNode top) {
        TimerNode oldest = null;
        while (top != null) {
            TimerNode below = top.next;
            top.next = oldest;
            oldest = top;
            top = below;
        }
        return oldest;
    }

    /** How many were ever scheduled. */
    long scheduled() {
        return scheduled;
    }

    /** How many of them have run or were cancelled. */
    long ended() {
        return ended;
    }
}
