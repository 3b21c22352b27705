package dev.failover.pool;

import java.util.ArrayList;
import java.util.List;

/** What {@link AdaptiveLimit} is to do, the obvious way; its time is counted from 0 and never wraps. */
final class NaiveAdaptiveLimit {
    private static final long MS = 1_000_000;

    private enum Doing {
        NOTHING,
        LEARNING,
        RUNNING,
        PROBING
    }

    private final int min;
    private final int max;
    private Doing doing = Doing.NOTHING;
    private boolean slowStart = true;
    private int highest;
    private long from;
    private long length = 10 * MS;
    private long cutAt;
    private long probeAt;
    private List<Long> heard = new ArrayList<>();
    private int peak;
    int limit;
    long baseline;

    NaiveAdaptiveLimit(int min, int initial, int max) {
        this.min = min;
        this.max = max;
        limit = initial;
        highest = initial;
    }

    void onSample(long rtt, int inFlight, boolean dropped, long now) {
        if (doing == Doing.NOTHING) {
            doing = Doing.LEARNING;
            cutAt = now;
            probeAt = now + 10_000 * MS;
            begin(now);
        } else if (dropped) {
            drop(rtt, now);
        } else if (now >= from) {
            peak = Math.max(peak, inFlight);
            if (heard.size() < 1_024) {
                heard.add(rtt);
            }
            if (now >= from + length && heard.size() >= Math.min(Math.max(2 * limit, 10), 50)) {
                endOfWindow(now);
            }
        }
    }

    private void begin(long when) {
        from = when;
        heard = new ArrayList<>();
        peak = 0;
    }

    private void drop(long rtt, long now) {
        if (now - rtt < cutAt) {
            return;
        }
        limit = Math.max(min, limit * 3 / 4);
        if (doing == Doing.PROBING) {
            highest = Math.max(min, highest * 3 / 4);
        }
        slowStart = false;
        cutAt = now;
        begin(now + length / 2);
    }

    private void endOfWindow(long now) {
        long sum = 0;
        for (long each : heard) {
            sum += each;
        }
        long mean = sum / heard.size();
        int half = Math.max(min, limit / 2);
        long settling = 0;
        if (doing == Doing.LEARNING) {
            doing = Doing.RUNNING;
            settling = mean;
        } else if (doing == Doing.PROBING) {
            doing = Doing.RUNNING;
            settling = highest == limit ? 0 : mean;
            limit = highest;
            acceptBaseline(mean, now);
        } else if (now < probeAt && limit * 2 > highest) {
            int before = limit;
            adapt(mean);
            highest = Math.max(highest, limit);
            settling = before == limit ? 0 : mean;
        } else {
            highest = limit;
            if (peak <= half) {
                acceptBaseline(mean, now);
            } else {
                doing = Doing.PROBING;
                settling = limit == half ? 0 : 2 * mean;
                limit = half;
            }
        }
        length = Math.max(10 * MS, 2 * mean);
        begin(now + settling);
    }

    private void acceptBaseline(long mean, long now) {
        if (baseline > 0 && mean / 2 > baseline) {
            baseline *= 2;
            probeAt = now + 1_000 * MS;
        } else {
            baseline = mean;
            probeAt = now + 10_000 * MS;
        }
    }

    private void adapt(long mean) {
        if (baseline == 0 || mean < baseline / 2) {
            baseline = mean;
        } else if (mean < baseline) {
            baseline -= (baseline - mean) / 4;
        }
        double queue = limit * (1 - (double) baseline / mean);
        double alpha = Math.max(2, 0.15 * limit);
        double beta = Math.max(4, 0.3 * limit);
        int tenth = Math.max(1, limit / 10);
        if (queue >= alpha) {
            slowStart = false;
            if (queue > beta) {
                limit = Math.max(min, limit - tenth);
            }
        } else if (peak >= limit - peak) {
            limit = Math.min(max, slowStart ? 2 * limit : limit + tenth);
        }
    }
}
