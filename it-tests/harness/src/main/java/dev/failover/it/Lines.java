package dev.failover.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The lines that a process has printed so far on one of its streams; waiting for them wakes up on every new line. */
final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(String name, InputStream in) {
        reader = new Thread(() -> read(in), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream in) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was killed: what it said is what there is.
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }

    List<String> all() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    List<String> from(int index) {
        synchronized (lines) {
            return List.copyOf(lines.subList(Math.min(index, lines.size()), lines.size()));
        }
    }

    /** Everything, once the stream has ended. */
    List<String> untilEnd(Duration limit) {
        await(limit, "the end of the stream", seen -> ended ? true : null);
        return all();
    }

    /** Waits until {@code wanted} finds something in the lines so far; null if the stream ends or time runs out first. */
    <T> T await(Duration limit, String what, Function<List<String>, T> wanted) {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (lines) {
            while (true) {
                T found = wanted.apply(lines);
                if (found != null || ended) {
                    return found;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                try {
                    lines.wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for " + what, e);
                }
            }
        }
    }
}
