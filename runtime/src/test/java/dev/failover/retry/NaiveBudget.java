package dev.failover.retry;

import java.util.ArrayDeque;
import java.util.Deque;

/** A budget in the plainest words: lists of times, and whole numbers only. The oracle of the twin test. */
final class NaiveBudget {
    private final long permille;
    private final long floorPerThousandSeconds;
    private final long seconds;
    private final Deque<Long> calls = new ArrayDeque<>();
    private final Deque<Long> retries = new ArrayDeque<>();

    NaiveBudget(long permille, long floorPerThousandSeconds, long seconds) {
        this.permille = permille;
        this.floorPerThousandSeconds = floorPerThousandSeconds;
        this.seconds = seconds;
    }

    void call(long elapsed) {
        calls.add(elapsed);
    }

    boolean spend(long elapsed) {
        long thousandths = thousandthsLeft(elapsed);
        if (thousandths < 1_000) {
            return false;
        }
        retries.add(elapsed);
        return true;
    }

    long thousandthsLeft(long elapsed) {
        long tenth = seconds * 100_000_000;
        // The tenth in which the clock is, and the ten before it.
        long from = (elapsed / tenth - 10) * tenth;
        forget(calls, from);
        forget(retries, from);
        return Math.max(0, permille * calls.size() + floorPerThousandSeconds * seconds - 1_000L * retries.size());
    }

    int spentSince(long elapsed) {
        return (int) retries.stream().filter(each -> each >= elapsed).count();
    }

    int callsKept() {
        return calls.size();
    }

    private static void forget(Deque<Long> times, long before) {
        while (!times.isEmpty() && times.peekFirst() < before) {
            times.removeFirst();
        }
    }
}
