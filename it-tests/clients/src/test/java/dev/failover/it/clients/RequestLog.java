package dev.failover.it.clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came at all servers together, by case. Thread-safe. */
final class RequestLog {
    private final Map<String, List<String>> entries = new HashMap<>();
    private final Map<String, Integer> served = new HashMap<>();

    synchronized void add(String key, String line) {
        entries.computeIfAbsent(key, any -> new ArrayList<>()).add(line);
        notifyAll();
    }

    /** Waits until there are so many; null when they do not come. */
    synchronized List<String> await(String key, int count, long patience) throws InterruptedException {
        long end = System.nanoTime() + patience * 1_000_000;
        while (true) {
            List<String> found = entries.getOrDefault(key, List.of());
            long left = (end - System.nanoTime()) / 1_000_000;
            if (found.size() >= count) {
                return List.copyOf(found);
            }
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
    }

    /** How many requests of a case a replica served before this one. */
    synchronized int serve(String key, String replica) {
        return served.merge(key + " " + replica, 1, Integer::sum) - 1;
    }
}
