package dev.failover.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Two replicas of the service that the tests call, in order of preference. */
record Replicas(Replica first, Replica second) implements AutoCloseable {

    /** Both run; the first one with this fault. */
    static Replicas start(Path directory, String faultOfFirst) {
        Replicas replicas = notStarted(directory);
        try {
            replicas.first.start(faultOfFirst);
            replicas.second.start();
            return replicas;
        } catch (RuntimeException e) {
            replicas.close();
            throw e;
        }
    }

    /** Both have an address, and nobody listens there. */
    static Replicas dead(Path directory) {
        Replicas replicas = start(directory, "ok");
        replicas.first.kill();
        replicas.second.kill();
        return replicas;
    }

    private static Replicas notStarted(Path directory) {
        return new Replicas(
                new Replica("a", directory, Loopback.next(), null), new Replica("b", directory, Loopback.next(), null));
    }

    String endpoints() {
        return first.url() + "," + second.url();
    }

    /** What both received, the first one's before the second one's. */
    List<LoggedRequest> requests() {
        return Stream.concat(first.requests().stream(), second.requests().stream())
                .toList();
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
