package dev.failover;

import dev.failover.call.ServicePolicy;
import dev.failover.health.HealthPolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.RetryPolicy;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's API: the key in {@code X-Api-Key}, 429 and {@code Retry-After} obeyed, a rate limit where one is given,
 * and no probing unless it is asked for.
 */
public final class ExternalAPIService extends Service {
    private static final ServicePolicy POLICY = ServicePolicy.defaults()
            .with(RetryPolicy.builder().retryOnStatus(429, 502, 503, 504).build());

    /**
     * One endpoint of the service named {@value Service#DEFAULT_NAME}.
     *
     * @param url its base URL
     * @param apiKey sent to it; null or empty for none
     * @throws IllegalArgumentException if the URL is no endpoint
     */
    public ExternalAPIService(String url, @Nullable String apiKey) {
        this(DEFAULT_NAME, apiKey, url);
    }

    /**
     * Endpoints of a named service, in order of preference.
     *
     * @throws IllegalArgumentException if there is no URL, one of them is no endpoint, or the name is no DNS label
     */
    public ExternalAPIService(String name, @Nullable String apiKey, String... urls) {
        super(name, Collections.unmodifiableList(Arrays.asList(urls)), apiKey, "X-Api-Key", HealthPolicy.passive());
    }

    /** Keeps to the provider's quota: {@code 100/s}, {@code 5000/h}; calls beyond it are rejected, not sent. */
    public ExternalAPIService rateLimit(String rate) {
        rateLimiter(RateLimiterPolicy.of(rate));
        return this;
    }

    @Override
    ServicePolicy kindDefaults() {
        return POLICY;
    }
}
