package dev.failover;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.config.ConfigKeys;
import dev.failover.config.PolicySettings;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is registered with a {@link FailoverManager}: a name, the endpoints that can do its work, the key that they want to
 * see, and where it differs from the manager's policies. Services of one name are alternatives for the same work: their
 * endpoints are tried in the order in which they were registered.
 *
 * <p>Set it up, register it, then leave it alone; not thread-safe before that.
 *
 * @see InternalService
 * @see ExternalAPIService
 */
public abstract class Service {
    /** The name of services that were given none. */
    public static final String DEFAULT_NAME = "default";

    private static final int LONGEST_NAME = 63;

    private final String name;
    private final List<Endpoint> endpoints;
    private final @Nullable String apiKey;
    private final PolicyOverrides policies = new PolicyOverrides();
    private String apiKeyHeader;
    private final HealthPolicy kindsHealth;
    private @Nullable HealthPolicy health;

    Service(String name, List<String> urls, @Nullable String apiKey, String apiKeyHeader, HealthPolicy health) {
        this(name, apiKey, apiKeyHeader, health, endpoints(name, urls));
    }

    Service(String name, @Nullable String apiKey, String apiKeyHeader, HealthPolicy health, List<Endpoint> endpoints) {
        this.name = checkName(name);
        this.endpoints = Collections.unmodifiableList(endpoints);
        this.apiKey = apiKey == null || apiKey.isEmpty() ? null : apiKey;
        this.apiKeyHeader = apiKeyHeader;
        this.kindsHealth = health;
    }

    private static List<Endpoint> endpoints(String name, List<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "service " + checkName(name) + " has no endpoint; give it one or more base URLs");
        }
        List<Endpoint> list = new ArrayList<>();
        for (String url : urls) {
            list.add(Endpoint.of(url));
        }
        return list;
    }

    /** A DNS label: it stands in property names, environment variables and metrics. */
    static String checkName(String name) {
        boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME && name.charAt(0) != '-';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException("\"" + name + "\" is not a service name; write up to " + LONGEST_NAME
                    + " lower-case letters, digits and hyphens, such as orders");
        }
        return name;
    }

    public final String name() {
        return name;
    }

    /** In order of preference, at least one. */
    public final List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The header that carries the key; {@code Authorization} carries it as a bearer token (RFC 6750). */
    public Service apiKeyHeader(String header) {
        if (!Headers.isToken(header)) {
            throw new IllegalArgumentException("\"" + header + "\" is not a header name; write one such as X-Api-Key");
        }
        apiKeyHeader = header;
        return this;
    }

    /** How often calls are attempted, and after what; default {@link RetryPolicy#defaults}, which differ for an {@link ExternalAPIService}. */
    public Service retry(RetryPolicy policy) {
        policies.retry = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How many retries all calls of a service may make together; default {@link RetryBudgetPolicy#defaults}. */
    public Service retryBudget(RetryBudgetPolicy policy) {
        policies.retryBudget = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Calls that may be repeated are hedged; the default is that none are. */
    public Service hedge(HedgePolicy policy) {
        policies.hedge = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** When an endpoint gets no calls for a while; default {@link CircuitBreakerPolicy#defaults}. */
    public Service circuitBreaker(CircuitBreakerPolicy policy) {
        policies.circuitBreaker = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How many attempts a service gets in a time; the default is no limit. */
    public Service rateLimiter(RateLimiterPolicy policy) {
        policies.rateLimiter = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How many attempts may be under way at once; default {@link ConnectionPoolPolicy#defaults}. */
    public Service connectionPool(ConnectionPoolPolicy policy) {
        policies.connectionPool = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Responses are kept and used again, as far as HTTP allows it (RFC 9111); the default is that none are. */
    public Service cache(CachePolicy policy) {
        policies.cache = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How long a call, an attempt and a connect may take; default {@link TimeoutPolicy#defaults}. */
    public Service timeouts(TimeoutPolicy policy) {
        policies.timeouts = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Asks {@code GET path} of every endpoint in the background, this often; with 0 only when {@link
     * FailoverManager#checkHealth} is called.
     */
    public Service healthCheck(String path, Duration interval) {
        health = HealthPolicy.passive().withPath(path).withInterval(interval);
        return this;
    }

    /** As with policies: what is configured for it beats what code says of it, and that beats {@code [defaults]}. */
    final HealthPolicy health(ServiceSettings settings) {
        HealthPolicy general = health == null ? PolicySettings.health(kindsHealth, settings.general()) : health;
        return PolicySettings.health(general, settings.specific());
    }

    /** The same order. */
    final Headers credentials(ServiceSettings settings) {
        Headers configured = apiKey == null || settings.specific().get(ConfigKeys.API_KEY) != null
                ? PolicySettings.credentials(settings)
                : null;
        return configured == null ? credentials() : configured;
    }

    /** What goes with every request to this service's endpoints, and to no other. */
    private Headers credentials() {
        if (apiKey == null) {
            return Headers.EMPTY;
        }
        String value = apiKeyHeader.equalsIgnoreCase("Authorization") ? "Bearer " + apiKey : apiKey;
        return Headers.builder().add(apiKeyHeader, value).build();
    }

    /** The policies of this kind of service before anybody said anything. */
    abstract ServicePolicy kindDefaults();

    /**
     * From the weakest to the strongest: the kind's defaults, the manager's policies, {@code [defaults]}, what annotations
     * say of this service, what its registration says, what annotations say of these calls, what is configured for the
     * service. The specific beats the general, and among equals operations beat code.
     *
     * @param declared what annotations say of the service; null for nothing
     * @param calls what they say of some of its calls; null for nothing
     */
    final ServicePolicy policy(
            PolicyOverrides manager,
            ServiceSettings settings,
            @Nullable ServiceSettings declared,
            @Nullable ServiceSettings calls) {
        ServicePolicy policy = PolicySettings.over(manager.over(kindDefaults()), settings.general());
        List<ServiceSettings> code = new ArrayList<>();
        if (declared != null) {
            policy = PolicySettings.over(policy, declared.beside(settings, code));
            code.add(declared);
        }
        policy = policies.over(policy);
        if (calls != null) {
            policy = PolicySettings.over(policy, calls.beside(settings, code));
            code.add(calls);
        }
        return PolicySettings.over(policy, settings.specific(code));
    }

    /** Name and endpoints, never the key. */
    @Override
    public String toString() {
        return name + " " + endpoints;
    }
}
