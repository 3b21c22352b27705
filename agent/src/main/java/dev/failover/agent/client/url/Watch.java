package dev.failover.agent.client.url;

import dev.failover.time.Timers;
import java.net.HttpURLConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Breaks off what the program's thread is waiting for when an attempt's time is over. The JDK's own read time-out cannot:
 * it counts every single read, and it would go on counting while the program reads a long answer.
 */
final class Watch extends AtomicInteger implements Runnable {
    private static final long serialVersionUID = 1;

    private static final int WATCHING = 0;
    private static final int OVER = 1;
    private static final int DONE = 2;

    private final transient UrlAttempt attempt;
    private final transient HttpURLConnection connection;
    private transient Timers.@Nullable Timer timer;

    private Watch(UrlAttempt attempt, HttpURLConnection connection) {
        super(WATCHING);
        this.attempt = attempt;
        this.connection = connection;
    }

    /** @param nanos 0 for ever */
    static Watch start(UrlAttempt attempt, HttpURLConnection connection, long nanos) {
        Watch watch = new Watch(attempt, connection);
        if (nanos > 0) {
            watch.timer = attempt.engine().timers().schedule(watch, nanos);
        }
        return watch;
    }

    /** The time is over. */
    @Override
    public void run() {
        if (!attempt.isOnlyOne() && compareAndSet(WATCHING, OVER)) {
            // It may have to wait for a lock that a connecting thread holds.
            attempt.engine().chores(connection::disconnect);
        }
    }

    /** Whether the time is over and the connection is, or will be, broken. */
    boolean isOver() {
        return get() == OVER;
    }

    /** The wait is over; from now on the connection is left alone, unless {@link #isOver}. */
    void stop() {
        compareAndSet(WATCHING, DONE);
        if (timer != null) {
            timer.cancel();
        }
    }
}
