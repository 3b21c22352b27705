package dev.failover.config;

import static dev.failover.config.ConfigKey.Scope.GLOBAL;
import static dev.failover.config.ConfigKey.Scope.SERVICE;
import static dev.failover.config.ConfigKey.Scope.SERVICE_ONLY;
import static dev.failover.config.ValueTypes.DURATION;

import dev.failover.config.ConfigKey.Scope;
import dev.failover.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registry of all keys: what can be configured, under which name, and what a message may propose. The table in {@code
 * docs/configuration.md} is made of it. The keys of each policy are constants of a class of their own, such as {@link
 * RetryKeys}.
 */
public final class ConfigKeys {
    private static final KeyList KEYS = new KeyList();

    /** The file to read; never set in a file. */
    public static final ConfigKey<String> CONFIG_FILE = KEYS.key(
            "config.file", GLOBAL, ValueTypes.FILE, "looked for", "The file to read; `failover.config` for short.");

    /** Whether the agent does anything. */
    public static final ConfigKey<Boolean> AGENT_ENABLED = KEYS.key(
            "agent.enabled",
            GLOBAL,
            ValueTypes.BOOLEAN,
            "`true`",
            "Whether the agent does anything; `false` makes it return at once.");

    /** Programs that the agent leaves alone. */
    public static final ConfigKey<List<String>> AGENT_EXCLUDE_MAIN = KEYS.key(
            "agent.exclude-main",
            GLOBAL,
            ValueTypes.PROGRAMS,
            "the tools of the JDK; Maven, Gradle, Ant, sbt, mvnd; compilers of Kotlin, Scala, Groovy",
            "Programs that the agent leaves alone, by main class or name of the jar; a `*` at the end stands for anything. The"
                    + " list replaces the default; in the file it is added to it.");

    /** What the agent does with its decisions, unless a service says otherwise. */
    public static final ConfigKey<Mode> AGENT_MODE = KEYS.key(
            "agent.mode",
            GLOBAL,
            ValueTypes.MODE,
            "`enforce`",
            "`observe` decides, counts and logs, but changes no call.");

    /** The endpoints of a service. */
    public static final ConfigKey<List<Endpoint>> ENDPOINTS = KEYS.key(
            "endpoints",
            SERVICE_ONLY,
            ValueTypes.ENDPOINTS,
            "required",
            "Base URLs that can do the same work, in order of preference.");

    /** Further URLs that belong to a service. */
    public static final ConfigKey<List<UrlPattern>> MATCH = KEYS.key(
            "match",
            SERVICE_ONLY,
            ValueTypes.URL_PATTERNS,
            "the endpoints",
            "Agent: further URLs that belong to the service; those at or below an endpoint always do.");

    /** What the agent does with its decisions for a service. */
    public static final ConfigKey<Mode> MODE =
            KEYS.key("mode", SERVICE, ValueTypes.MODE, "`agent.mode`", "Agent: as `agent.mode`, for this service.");

    /** Longest time of a call with all its attempts and waits; 0 means no bound. */
    public static final ConfigKey<Duration> DEADLINE = KEYS.key(
            "deadline",
            SERVICE,
            DURATION,
            "`30s`; agent: none",
            "Longest time of a call with all its attempts and waits; `0` means no bound.");

    /** Longest time to open a connection; 0 means no bound. */
    public static final ConfigKey<Duration> TIMEOUT_CONNECT = KEYS.key(
            "timeout.connect",
            SERVICE,
            DURATION,
            "`2s`",
            "Longest time to open a connection, not above `timeout.attempt`; `0` means no bound. Agent: by default only while"
                    + " another attempt could follow.");

    /** Longest time of one attempt; 0 means no bound. */
    public static final ConfigKey<Duration> TIMEOUT_ATTEMPT = KEYS.key(
            "timeout.attempt",
            SERVICE,
            DURATION,
            "`10s`; agent: `30s`",
            "Longest time of one attempt; `0` means no bound. Agent: by default only while another endpoint could"
                    + " follow, and longer where answers were seen to take longer.");

    static {
        KEYS.addAll(RetryKeys.LIST);
        KEYS.addAll(HedgeKeys.LIST);
        KEYS.addAll(BreakerKeys.LIST);
        KEYS.addAll(LimiterKeys.LIST);
        KEYS.addAll(PoolKeys.LIST);
        KEYS.addAll(CacheKeys.LIST);
    }

    /** Path of the health check. */
    public static final ConfigKey<String> HEALTH_PATH = KEYS.key(
            "health.path", SERVICE, ValueTypes.URL_PATH, "`/health`", "Path of the health check, below the base path.");

    /** Time between two health checks. */
    public static final ConfigKey<Duration> HEALTH_INTERVAL = KEYS.key(
            "health.interval",
            SERVICE,
            DURATION,
            "`0`",
            "Time between two health checks of an endpoint; `0` means none in the background: only calls and"
                    + " `checkHealth()` tell how it is.");

    /** Key that the service wants. */
    public static final ConfigKey<Secret> API_KEY = KEYS.key(
            "api-key",
            SERVICE,
            ValueTypes.SECRET,
            "none",
            "Key that the service wants; sent to its own endpoints and nowhere else.");

    /** Header that carries the key. */
    public static final ConfigKey<String> API_KEY_HEADER = KEYS.key(
            "api-key.header",
            SERVICE,
            ValueTypes.HEADER_NAME,
            "`Authorization: Bearer`",
            "Header that carries the key as it is, such as `X-Api-Key`.");

    /** What the templates of annotated interfaces put in for their placeholders. */
    public static final ConfigKey<Map<String, String>> PROPERTIES = KEYS.key(
            "properties",
            SERVICE,
            ValueTypes.PROPERTIES,
            "none",
            "Generated clients: what stands for `${NAME}` in the paths and headers of an interface; read when a client is made.");

    private static final List<ConfigKey<?>> ALL = Collections.unmodifiableList(KEYS.keys());
    private static final Map<String, ConfigKey<?>> BY_NAME = new HashMap<>();

    static {
        for (ConfigKey<?> key : ALL) {
            BY_NAME.put(key.name(), key);
        }
    }

    private ConfigKeys() {}

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
