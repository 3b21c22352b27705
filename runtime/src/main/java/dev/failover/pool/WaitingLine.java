package dev.failover.pool;

import dev.failover.pool.ConnectionPool.Waiter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a lease of one pool, in the order in which they came. Anybody may join at any time; all else is done
 * by one thread at a time, the one that serves. A waiter that left stays as a husk until its turn or until there are too
 * many of them. After D. Vyukov's intrusive MPSC node-based queue.
 */
final class WaitingLine {
    /** So many husks are let be, however short the line is. */
    private static final int SPARE_HUSKS = 64;

    /**
     * So many threads tell waiters of their leases at once; as deep may the telling be nested on one of them, so it is the
     * bound of its stack, too.
     */
    private static final int MOST_TELLING = 8;

    private final AtomicReference<Waiter> last;
    private final AtomicInteger telling = new AtomicInteger();
    private final AtomicInteger tellingRequests = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger husks = new AtomicInteger();
    /** The one before the first in line, served already. Only the serving thread touches it. */
    private Waiter head;

    WaitingLine() {
        head = Waiter.nobody();
        last = new AtomicReference<>(head);
    }

    void join(Waiter waiter) {
        Waiter before = last.getAndSet(waiter);
        // Until here the line seems to end before the newcomer, who therefore asks to be served after it has joined.
        before.next = waiter;
    }

    /** Notes that a waiter left; says whether husks should be swept out. */
    boolean left(long stillWaiting) {
        return husks.incrementAndGet() > SPARE_HUSKS + stillWaiting;
    }

    int husks() {
        return husks.get();
    }

    /** Becomes one of those that tell waiters; if they are enough, they are asked to look once more, all of them. */
    boolean beginTelling() {
        tellingRequests.getAndIncrement();
        return joinTelling();
    }

    private boolean joinTelling() {
        for (; ; ) {
            int now = telling.get();
            if (now >= MOST_TELLING) {
                return false;
            }
            if (telling.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** How often telling was asked for, up to now. */
    int tellingRequests() {
        return tellingRequests.get();
    }

    /**
     * Stops telling, unless somebody has asked for it since {@link #tellingRequests} was read: whoever found enough at it may
     * have counted on this one.
     */
    boolean endTelling(int requests) {
        telling.getAndDecrement();
        return tellingRequests.get() == requests || !joinTelling();
    }

    /** Becomes the one that serves; if somebody is at it already, that one is asked to go round once more. */
    boolean beginServing() {
        return serving.getAndIncrement() == 0;
    }

    /** How often serving was asked for, up to now. */
    int requests() {
        return serving.get();
    }

    /** Stops serving, unless somebody has asked for it since {@link #requests} was read. */
    boolean endServing(int requests) {
        return serving.addAndGet(-requests) == 0;
    }

    /** The first in line that has not left; husks before it are dropped. Null when the line is empty. */
    @Nullable
    Waiter first() {
        for (; ; ) {
            Waiter first = head.next;
            if (first == null || !first.hasLeft()) {
                return first;
            }
            advance(first);
            husks.decrementAndGet();
        }
    }

    /** Drops the first in line, which has been served, or else left just now. */
    void removeFirst(Waiter first, boolean served) {
        advance(first);
        if (!served) {
            husks.decrementAndGet();
        }
    }

    private void advance(Waiter first) {
        // Cut off, so that a served waiter that is old does not keep alive all who came after it.
        head.next = null;
        head = first;
    }

    /** Drops the husks among the living, if there are too many. The last one stays, because newcomers are tied to it. */
    void sweep(long stillWaiting) {
        if (husks.get() <= SPARE_HUSKS + stillWaiting) {
            return;
        }
        Waiter kept = head;
        Waiter each;
        while ((each = kept.next) != null) {
            Waiter following = each.next;
            if (following != null && each.hasLeft()) {
                kept.next = following;
                husks.decrementAndGet();
            } else {
                kept = each;
            }
        }
    }
}
