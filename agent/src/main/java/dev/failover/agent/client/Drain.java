package dev.failover.agent.client;

import dev.failover.time.Timers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rest of a response that nobody gets, so that its connection can be used again; breaks it off where that takes
 * longer than a new connection would.
 */
public final class Drain {
    private static final int LONGEST = 64 * 1024;
    private static final long LONGEST_NANOS = 100_000_000;

    private Drain() {}

    /**
     * Reads to the end if it is near.
     *
     * @param abort breaks the response off; run at most once, possibly on another thread, and not begun after this returns
     * @return whether the end was reached
     */
    public static boolean toEnd(AgentEngine engine, InputStream body, Runnable abort) {
        return toEnd(engine, body, null, abort);
    }

    /**
     * As {@link #toEnd(AgentEngine, InputStream, Runnable)}, but keeps what it reads.
     *
     * @param kept takes it; null for nobody
     */
    public static boolean toEnd(AgentEngine engine, InputStream body, @Nullable OutputStream kept, Runnable abort) {
        BreakOff breakOff = new BreakOff(abort);
        Timers.Timer timer = engine.timers().schedule(() -> engine.chores(breakOff), LONGEST_NANOS);
        try {
            byte[] chunk = new byte[8192];
            int read = 0;
            for (int n; (n = body.read(chunk)) >= 0; ) {
                read += n;
                if (kept != null) {
                    kept.write(chunk, 0, n);
                }
                if (read > LONGEST) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException broken) {
            // Then there is nothing that could be used again.
            return false;
        } finally {
            timer.cancel();
            breakOff.endForGood();
        }
    }
}
