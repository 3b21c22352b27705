package dev.failover;

import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.health.HealthPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * One's own service: short time-outs (3 s an attempt, 1 s to connect, 10 s in all), health asked at {@code /health} when
 * somebody wants to know, the key as a bearer token, no rate limit.
 */
public final class InternalService extends Service {
    private static final ServicePolicy POLICY = ServicePolicy.defaults()
            .with(TimeoutPolicy.defaults()
                    .withDeadline(Duration.ofSeconds(10))
                    .withAttempt(Duration.ofSeconds(3))
                    .withConnect(Duration.ofSeconds(1)));

    /**
     * One replica of the service named {@value Service#DEFAULT_NAME}.
     *
     * @param url its base URL
     * @param apiKey sent to it as {@code Authorization: Bearer}; null or empty for none
     * @throws IllegalArgumentException if the URL is no endpoint
     */
    public InternalService(String url, @Nullable String apiKey) {
        this(DEFAULT_NAME, apiKey, url);
    }

    /**
     * Replicas of a named service, in order of preference.
     *
     * @throws IllegalArgumentException if there is no URL, one of them is no endpoint, or the name is no DNS label
     */
    public InternalService(String name, @Nullable String apiKey, String... urls) {
        super(
                name,
                Collections.unmodifiableList(Arrays.asList(urls)),
                apiKey,
                "Authorization",
                HealthPolicy.passive().withPath("/health"));
    }

    @Override
    ServicePolicy kindDefaults() {
        return POLICY;
    }
}
