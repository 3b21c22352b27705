package dev.failover.agent.client;

import org.jspecify.annotations.Nullable;

/**
 * A number that a thread bears for a while; 0 is none. A {@link ThreadLocal} of its own costs the barrier of the collector
 * each time that it is set, because what lives long then refers to something else; here nothing does. Nothing is ever
 * removed, because the next call of the thread would have to make it again, and it holds no class of ours.
 */
public final class ThreadMark {
    @SuppressWarnings("ThreadLocalUsage") // marks are static themselves
    private final ThreadLocal<int @Nullable []> marks = new ThreadLocal<>();

    public int get() {
        int[] mark = marks.get();
        return mark == null ? 0 : mark[0];
    }

    public void set(int value) {
        int[] mark = marks.get();
        if (mark == null) {
            mark = new int[1];
            marks.set(mark);
        }
        mark[0] = value;
    }

    public boolean isSet() {
        return get() != 0;
    }

    /** Whether it was set; it is not any more. */
    public boolean take() {
        int[] mark = marks.get();
        if (mark == null || mark[0] == 0) {
            return false;
        }
        mark[0] = 0;
        return true;
    }
}
