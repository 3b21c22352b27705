package dev.failover.health;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where and how often the endpoints of a service are asked whether they are well. Immutable. */
public final class HealthPolicy {
    private static final HealthPolicy PASSIVE = new HealthPolicy(null, 0, 1_000_000_000L);

    private final @Nullable String path;
    private final long intervalNanos;
    private final long timeoutNanos;

    private HealthPolicy(@Nullable String path, long intervalNanos, long timeoutNanos) {
        this.path = path;
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
    }

    /** Nobody is asked: calls alone tell how an endpoint is (its circuit breaker is the passive check). */
    public static HealthPolicy passive() {
        return PASSIVE;
    }

    /**
     * The same with a path that is asked by GET, below the endpoint's base URL; 200 to 399 is well.
     *
     * @throws IllegalArgumentException if it does not begin with a slash
     */
    public HealthPolicy withPath(String below) {
        if (!Objects.requireNonNull(below, "path").startsWith("/")) {
            throw new IllegalArgumentException(
                    "health path \"" + below + "\" must begin with a slash, such as /health");
        }
        return new HealthPolicy(below, intervalNanos, timeoutNanos);
    }

    /** The same, asked in the background this often (with 10% of jitter); 0 means only when somebody wants to know. */
    public HealthPolicy withInterval(Duration interval) {
        return new HealthPolicy(path, Durations.nanos("health interval", interval), timeoutNanos);
    }

    /** The path, or null when there is none to ask. */
    public @Nullable String path() {
        return path;
    }

    public long intervalNanos() {
        return intervalNanos;
    }

    /** How long an endpoint may take to say that it is well: 1 s. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Whether endpoints are asked in the background. */
    public boolean isActive() {
        return path != null && intervalNanos > 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HealthPolicy
                && Objects.equals(((HealthPolicy) other).path, path)
                && ((HealthPolicy) other).intervalNanos == intervalNanos
                && ((HealthPolicy) other).timeoutNanos == timeoutNanos;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, intervalNanos);
    }

    @Override
    public String toString() {
        return path == null
                ? "HealthPolicy{passive}"
                : "HealthPolicy{path=" + path + ", interval=" + Duration.ofNanos(intervalNanos) + "}";
    }
}
