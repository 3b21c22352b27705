package dev.failover.config;

import static dev.failover.config.ConfigKey.Scope.GLOBAL;
import static dev.failover.config.ConfigKey.Scope.SERVICE;
import static dev.failover.config.ConfigKey.Scope.SERVICE_ONLY;
import static dev.failover.config.ValueTypes.DURATION;
import static dev.failover.config.ValueTypes.POSITIVE_DURATION;
import static dev.failover.config.ValueTypes.wholeNumber;

import dev.failover.breaker.FailureThreshold;
import dev.failover.config.ConfigKey.Scope;
import dev.failover.endpoint.Endpoint;
import dev.failover.limiter.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registry of all keys: what can be configured, under which name, and what a message may propose. The table in {@code
 * docs/configuration.md} is made of it.
 */
public final class ConfigKeys {
    private static final Map<String, ConfigKey<?>> BY_NAME = new LinkedHashMap<>();

    /** The file to read; never set in a file. */
    public static final ConfigKey<String> CONFIG_FILE =
            key("config.file", GLOBAL, ValueTypes.FILE, "looked for", "The file to read; `failover.config` for short.");

    /** Whether the agent does anything. */
    public static final ConfigKey<Boolean> AGENT_ENABLED = key(
            "agent.enabled",
            GLOBAL,
            ValueTypes.BOOLEAN,
            "`true`",
            "Whether the agent does anything; `false` makes it return at once.");

    /** What the agent does with its decisions, unless a service says otherwise. */
    public static final ConfigKey<Mode> AGENT_MODE = key(
            "agent.mode",
            GLOBAL,
            ValueTypes.MODE,
            "`enforce`",
            "`observe` decides, counts and logs, but changes no call.");

    /** The endpoints of a service. */
    public static final ConfigKey<List<Endpoint>> ENDPOINTS = key(
            "endpoints",
            SERVICE_ONLY,
            ValueTypes.ENDPOINTS,
            "required",
            "Base URLs that can do the same work, in order of preference.");

    /** Further URLs that belong to a service. */
    public static final ConfigKey<List<UrlPattern>> MATCH = key(
            "match",
            SERVICE_ONLY,
            ValueTypes.URL_PATTERNS,
            "the endpoints",
            "Agent: further URLs that belong to the service; those at or below an endpoint always do.");

    /** What the agent does with its decisions for a service. */
    public static final ConfigKey<Mode> MODE =
            key("mode", SERVICE, ValueTypes.MODE, "`agent.mode`", "Agent: as `agent.mode`, for this service.");

    /** Longest time of a call with all its attempts and waits; 0 means no bound. */
    public static final ConfigKey<Duration> DEADLINE = key(
            "deadline",
            SERVICE,
            DURATION,
            "`30s`; agent: none",
            "Longest time of a call with all its attempts and waits; `0` means no bound.");

    /** Longest time to open a connection; 0 means no bound. */
    public static final ConfigKey<Duration> TIMEOUT_CONNECT = key(
            "timeout.connect",
            SERVICE,
            DURATION,
            "`2s`",
            "Longest time to open a connection; `0` means no bound. Agent: by default only while another attempt could"
                    + " follow.");

    /** Longest time of one attempt; 0 means no bound. */
    public static final ConfigKey<Duration> TIMEOUT_ATTEMPT = key(
            "timeout.attempt",
            SERVICE,
            DURATION,
            "`10s`; agent: `30s`",
            "Longest time of one attempt; `0` means no bound. Agent: by default only while another attempt could"
                    + " follow.");

    /** Attempts of a call, the first included. */
    public static final ConfigKey<Integer> RETRY_MAX_ATTEMPTS = key(
            "retry.max-attempts",
            SERVICE,
            wholeNumber(1, 100),
            "`3`",
            "Attempts of a call, the first one included; `1` means no retry.");

    /** Wait before the first return to an endpoint. */
    public static final ConfigKey<Duration> RETRY_BASE_DELAY = key(
            "retry.base-delay",
            SERVICE,
            DURATION,
            "`100ms`",
            "Wait before a call goes back to an endpoint, doubled each time; going to another endpoint needs no wait.");

    /** Cap of the growing wait. */
    public static final ConfigKey<Duration> RETRY_MAX_DELAY =
            key("retry.max-delay", SERVICE, DURATION, "`2s`", "Longest such wait.");

    /** Share of the wait that is random. */
    public static final ConfigKey<Double> RETRY_JITTER = key(
            "retry.jitter",
            SERVICE,
            ValueTypes.SHARE,
            "`0.5`",
            "Share of the wait that is random, so that clients do not come back all at once.");

    /** When the breaker of an endpoint opens. */
    public static final ConfigKey<FailureThreshold> BREAKER_FAILURE_THRESHOLD = key(
            "breaker.failure-threshold",
            SERVICE,
            ValueTypes.FAILURE_THRESHOLD,
            "`5`",
            "When the circuit breaker of an endpoint opens: failures in a row, or a share of the latest calls.");

    /** How long an open breaker keeps calls away. */
    public static final ConfigKey<Duration> BREAKER_RECOVERY_TIME = key(
            "breaker.recovery-time",
            SERVICE,
            POSITIVE_DURATION,
            "`10s`",
            "How long an open breaker keeps calls away before it lets one through as a probe.");

    /** Calls that the service may get. */
    public static final ConfigKey<Rate> LIMITER_RATE = key(
            "limiter.rate", SERVICE, ValueTypes.RATE, "no limit", "Calls that the service may get in a unit of time.");

    /** Calls that an idle limiter lets through at once. */
    public static final ConfigKey<Integer> LIMITER_BURST = key(
            "limiter.burst",
            SERVICE,
            wholeNumber(1, 1_000_000_000),
            "one second of the rate",
            "Calls that may go at once after a pause.");

    /** How long a call waits for its permit. */
    public static final ConfigKey<Duration> LIMITER_WAIT =
            key("limiter.wait", SERVICE, DURATION, "`0`", "Longest wait for the limiter; `0` rejects a call at once.");

    /** Attempts that may be under way to one endpoint. */
    public static final ConfigKey<Integer> POOL_MAX_PER_ENDPOINT = key(
            "pool.max-per-endpoint",
            SERVICE,
            wholeNumber(0, 100_000),
            "`64`; agent: `0`",
            "Attempts that may be under way to one endpoint; `0` means no limit.");

    /** How long an attempt waits for its turn. */
    public static final ConfigKey<Duration> POOL_ACQUIRE_TIMEOUT = key(
            "pool.acquire-timeout",
            SERVICE,
            DURATION,
            "`1s`",
            "Longest wait of an attempt for its turn; `0` means that it never waits.");

    /** Path of the health check. */
    public static final ConfigKey<String> HEALTH_PATH = key(
            "health.path", SERVICE, ValueTypes.URL_PATH, "`/health`", "Path of the health check, below the base path.");

    /** Time between two health checks. */
    public static final ConfigKey<Duration> HEALTH_INTERVAL = key(
            "health.interval",
            SERVICE,
            DURATION,
            "`0`",
            "Time between two health checks of an endpoint; `0` means none, and only calls tell how it is.");

    /** Key that the service wants. */
    public static final ConfigKey<Secret> API_KEY = key(
            "api-key",
            SERVICE,
            ValueTypes.SECRET,
            "none",
            "Key that the service wants; sent to its own endpoints and nowhere else.");

    /** Header that carries the key. */
    public static final ConfigKey<String> API_KEY_HEADER = key(
            "api-key.header",
            SERVICE,
            ValueTypes.HEADER_NAME,
            "`Authorization: Bearer`",
            "Header that carries the key as it is, such as `X-Api-Key`.");

    private static final List<ConfigKey<?>> ALL = Collections.unmodifiableList(new ArrayList<>(BY_NAME.values()));

    private ConfigKeys() {}

    private static <T> ConfigKey<T> key(
            String name, Scope scope, ValueType<T> type, String defaultText, String description) {
        boolean secret = type.equals(ValueTypes.SECRET);
        ConfigKey<T> key = new ConfigKey<>(name, scope, type, defaultText, description, secret);
        BY_NAME.put(name, key);
        return key;
    }

    /** All keys, in the order of the documentation; unmodifiable. */
    public static List<ConfigKey<?>> all() {
        return ALL;
    }

    /**
     * The key of this name.
     *
     * @param name with its section when global, such as {@code agent.mode}; otherwise such as {@code deadline}
     * @return the key, or null if there is none
     */
    public static @Nullable ConfigKey<?> find(String name) {
        return BY_NAME.get(name);
    }

    /** The key of a service with this name, or null if there is none, or it is global. */
    static @Nullable ConfigKey<?> findForService(String name) {
        ConfigKey<?> key = find(name);
        return key == null || key.scope() == GLOBAL ? null : key;
    }

    /** The global key with this name, or null if there is none, or it belongs to services. */
    static @Nullable ConfigKey<?> findGlobal(String name) {
        ConfigKey<?> key = find(name);
        return key != null && key.scope() == GLOBAL ? key : null;
    }

    /** Names of all keys that may stand in {@code [service.NAME]}. */
    static List<String> serviceKeyNames() {
        return names(SERVICE, SERVICE_ONLY);
    }

    /** Names of all keys that may stand in {@code [defaults]}. */
    static List<String> defaultsKeyNames() {
        return names(SERVICE, SERVICE);
    }

    /** Names of all global keys, each with its section. */
    static List<String> globalKeyNames() {
        return names(GLOBAL, GLOBAL);
    }

    private static List<String> names(Scope one, Scope other) {
        List<String> names = new ArrayList<>();
        for (ConfigKey<?> key : ALL) {
            if (key.scope() == one || key.scope() == other) {
                names.add(key.name());
            }
        }
        return names;
    }
}
