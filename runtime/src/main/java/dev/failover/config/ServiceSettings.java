package dev.failover.config;

import dev.failover.endpoint.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about one service. A key that nobody set has no value here: its default belongs to the
 * code that reads it. Immutable and thread-safe.
 */
public final class ServiceSettings {
    private final String name;
    private final SettingMap own;
    private final SettingMap defaults;
    private final ValueReader reader;
    /** Null when this is all there is. */
    private final @Nullable ServiceSettings whole;

    ServiceSettings(String name, SettingMap own, SettingMap defaults, ValueReader reader) {
        this(name, own, defaults, reader, null);
    }

    private ServiceSettings(
            String name, SettingMap own, SettingMap defaults, ValueReader reader, @Nullable ServiceSettings whole) {
        this.name = name;
        this.own = own;
        this.defaults = defaults;
        this.reader = reader;
        this.whole = whole;
    }

    /** The name of the service. */
    public String name() {
        return name;
    }

    /** The endpoints in order of preference; unmodifiable. Empty only if code is to name them. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = own.get(ConfigKeys.ENDPOINTS);
        return endpoints == null ? Collections.<Endpoint>emptyList() : endpoints;
    }

    /**
     * The value of a key: what is set for this service, otherwise what {@code [defaults]} say.
     *
     * @param key a key that is not global
     * @return the value, or null if no source sets it
     * @throws IllegalArgumentException if the key is global
     */
    public <T> @Nullable T get(ConfigKey<T> key) {
        return mapOf(key).get(key);
    }

    /**
     * As {@link #get(ConfigKey)}, with a value for a key that no source sets.
     *
     * @param key a key that is not global
     * @param fallback returned if no source sets the key
     * @return the value, never null
     * @throws IllegalArgumentException if the key is global
     */
    public <T> T get(ConfigKey<T> key, T fallback) {
        T value = mapOf(key).get(key);
        return value == null ? fallback : value;
    }

    /**
     * Where the value of a key comes from.
     *
     * @param key a key that is not global
     * @return such as {@code FAILOVER_SERVICE_ORDERS_DEADLINE, overrides config.ini:14}, or null if no source sets it
     * @throws IllegalArgumentException if the key is global
     */
    public @Nullable String origin(ConfigKey<?> key) {
        Setting setting = mapOf(key).setting(key);
        return setting == null ? null : setting.origin();
    }

    private SettingMap mapOf(ConfigKey<?> key) {
        if (key.scope() == ConfigKey.Scope.GLOBAL) {
            throw new IllegalArgumentException(key + " is a global key; ask the configuration for it");
        }
        return own.contains(key) ? own : defaults;
    }

    /** Only what is set for this service itself. */
    public ServiceSettings specific() {
        return new ServiceSettings(name, own, new SettingMap(), reader, this);
    }

    /**
     * The same, beside keys that code says of the service: they mean something if the key that they belong to is only set for
     * the service itself, as those of {@code [defaults]} do.
     *
     * @param code weakest first; stronger than {@code [defaults]}
     */
    public ServiceSettings specific(List<ServiceSettings> code) {
        return beside(this, code);
    }

    /**
     * These, which code says, beside weaker keys that they may mean something with: what {@code [defaults]} say, and other code.
     *
     * @param configured whose {@code [defaults]}
     * @param code weakest first; stronger than {@code [defaults]}
     */
    public ServiceSettings beside(ServiceSettings configured, List<ServiceSettings> code) {
        SettingMap weaker = configured.defaults.copy();
        for (ServiceSettings settings : code) {
            weaker.putStronger(settings.own);
        }
        return new ServiceSettings(name, own, new SettingMap(), reader, new ServiceSettings(name, own, weaker, reader));
    }

    /** What {@link #specific} or {@link #beside} was taken from; otherwise this. */
    ServiceSettings whole() {
        return whole == null ? this : whole;
    }

    /** Only what {@code [defaults]} say. */
    public ServiceSettings general() {
        return new ServiceSettings(name, new SettingMap(), defaults, reader);
    }

    /**
     * The same with what code says about the service, such as the annotations of an interface: weaker than what
     * operations set for this service, stronger than {@code [defaults]}.
     *
     * @param place what messages call the code, such as {@code @FailoverService of OrderApi}
     * @param values by the name of the key, such as {@code retry.max-attempts}, written as in a file
     * @return new settings
     * @throws ConfigurationException if a key is unknown or global, or a value is bad; with all problems at once
     */
    public ServiceSettings withCode(String place, Map<String, String> values) {
        Problems problems = new Problems();
        Resolver resolver = new Resolver(reader, problems);
        resolver.defaults.putStronger(defaults);
        String section = Entry.SERVICE_PREFIX + name;
        Resolver.Draft draft = new Resolver.Draft(new Entry(Layer.CODE, section, "", "", place, place), own.copy());
        resolver.services.put(name, draft);
        for (Map.Entry<String, String> value : values.entrySet()) {
            String at = place + ", " + value.getKey();
            resolver.add(new Entry(Layer.CODE, section, value.getKey(), value.getValue(), at, at));
        }
        resolver.removeContradictions();
        if (problems.hasError()) {
            throw new ConfigurationException(problems.list());
        }
        return new ServiceSettings(name, draft.settings, defaults, reader);
    }

    /**
     * What code says about a service, and nothing else.
     *
     * @param service a name as {@link ServiceNames} allows
     * @param place as for {@link #withCode}
     * @param values as for {@link #withCode}
     * @throws ConfigurationException as {@link #withCode} does
     */
    public static ServiceSettings ofCode(String service, String place, Map<String, String> values) {
        ValueReader reader = new ValueReader(Collections.<String, String>emptyMap(), null);
        return new ServiceSettings(ServiceNames.check(service), new SettingMap(), new SettingMap(), reader)
                .withCode(place, values);
    }

    /**
     * These with what another place in the code says about the same service. Neither is stronger.
     *
     * @return this, if that is nothing new
     * @throws IllegalArgumentException if both have a key, and not the same text for it
     */
    public ServiceSettings and(ServiceSettings other) {
        SettingMap both = own.copy();
        boolean isMore = false;
        for (ConfigKey<?> key : ConfigKeys.all()) {
            Setting theirs = other.own.setting(key);
            Setting ours = own.setting(key);
            if (theirs != null && ours == null) {
                both.put(key, theirs.value, theirs.text, theirs.place);
                isMore = true;
            } else if (theirs != null && ours != null && !theirs.text.equals(ours.text)) {
                throw new IllegalArgumentException(key + " of service " + name + " is " + Text.printable(ours.text, 80)
                        + " (" + ours.place + ") and " + Text.printable(theirs.text, 80) + " (" + theirs.place
                        + "), but the service has it once; write it in one of the places");
            }
        }
        return isMore ? new ServiceSettings(name, both, defaults, reader) : this;
    }

    /** The name; never a value, because one of them may be a secret. */
    @Override
    public String toString() {
        return "service " + name;
    }
}
