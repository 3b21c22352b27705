package dev.failover.limiter;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The latest that a server said of its own limit. Thread-safe, lock-free. */
final class ServerWords {
    private final AtomicReference<@Nullable ServerWindow> window = new AtomicReference<>();
    /** A window in which there is nothing. */
    private final AtomicReference<@Nullable ServerWindow> pause = new AtomicReference<>();

    private volatile boolean silent = true;

    /** Whether nothing was ever heard. */
    boolean isSilent() {
        return silent;
    }

    /**
     * @param longest a reset that is further away than this is taken to be this far away
     * @param lastWait for how long those wait who were there before
     */
    void hear(ServerLimit limit, long now, long longest, long lastWait) {
        if (limit.resetNanos() == 0) {
            return;
        }
        ServerWindow heard = new ServerWindow(limit, now, longest, lastWait);
        if (limit.isPause()) {
            pauseFor(heard, now);
        } else {
            open(heard, now);
        }
        silent = false;
    }

    private void pauseFor(ServerWindow heard, long now) {
        for (; ; ) {
            ServerWindow before = pause.get();
            boolean longer = before != null && before.isOpenAt(now) && before.resetAt() - heard.resetAt() >= 0;
            if (longer || pause.compareAndSet(before, heard)) {
                return;
            }
        }
    }

    private void open(ServerWindow heard, long now) {
        for (; ; ) {
            ServerWindow before = window.get();
            if (before != null && before.isOpenAt(now) && before.isSame(heard)) {
                before.lower(heard);
                return;
            }
            if (window.compareAndSet(before, heard)) {
                return;
            }
        }
    }

    /** The earliest time that no pause forbids. */
    long notBefore(long now) {
        ServerWindow paused = pause.get();
        return paused != null && paused.isOpenAt(now) ? paused.resetAt() : now;
    }

    /** The window that is open then. */
    @Nullable
    ServerWindow windowAt(long time) {
        ServerWindow open = window.get();
        return open != null && open.isOpenAt(time) ? open : null;
    }

    /** @param usableAt from when the permit could have been used */
    void giveBack(int weight, long usableAt) {
        ServerWindow open = window.get();
        if (open != null && open.covers(usableAt)) {
            open.giveBack(weight);
        }
    }

    long available(long now) {
        if (notBefore(now) != now) {
            return 0;
        }
        ServerWindow open = windowAt(now);
        return open == null ? Long.MAX_VALUE : open.get();
    }
}
