package dev.failover.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all sources together say, and what is wrong with them.
 *
 * <p>Strongest first: argument of the agent, system properties, environment, file, code. All of them for a service come
 * before any of them for {@code [defaults]}, because the specific beats the general.
 *
 * <p>Immutable and thread-safe.
 */
public final class Configuration {
    private final SettingMap globals;
    private final SettingMap defaults;
    private final ValueReader reader;
    private final Map<String, ServiceSettings> known;
    private final List<ServiceSettings> services;
    private final List<Problem> problems;
    private final @Nullable File file;

    private Configuration(
            Resolver resolver, ValueReader reader, List<String> usable, List<Problem> problems, @Nullable File file) {
        this.globals = resolver.globals;
        this.defaults = resolver.defaults;
        this.reader = reader;
        this.problems = problems;
        this.file = file;
        known = new LinkedHashMap<>();
        List<ServiceSettings> list = new ArrayList<>();
        for (Map.Entry<String, Resolver.Draft> service : resolver.services.entrySet()) {
            String name = service.getKey();
            ServiceSettings settings = new ServiceSettings(name, service.getValue().settings, defaults, reader);
            known.put(name, settings);
            if (usable.contains(name)) {
                list.add(settings);
            }
        }
        services = Collections.unmodifiableList(list);
    }

    /**
     * Reads what can be read, and never throws because of what is written: a bad value counts as not written, a service
     * without usable endpoints is left out, a broken file counts as missing. {@link #problems} says so.
     *
     * @param sources where to read
     * @return the configuration with its problems
     */
    public static Configuration load(ConfigSources sources) {
        return load(sources, new Problems());
    }

    /**
     * As {@link #load(ConfigSources)}, but refuses errors. Warnings do not count.
     *
     * @param sources where to read
     * @return a configuration without errors
     * @throws ConfigurationException with all problems at once
     */
    public static Configuration loadStrict(ConfigSources sources) {
        Problems problems = new Problems();
        Configuration configuration = load(sources, problems);
        if (problems.hasError()) {
            throw new ConfigurationException(configuration.problems());
        }
        return configuration;
    }

    private static Configuration load(ConfigSources sources, Problems problems) {
        List<Entry> entries = new ArrayList<>(AgentArgument.entries(sources.agentArgument, problems));
        addSystemProperties(entries, sources.systemProperties, problems);
        // The environment can name the file, and the file declares services that the environment's names depend on.
        List<Entry> stronger = new ArrayList<>(entries);
        stronger.addAll(fileInEnvironment(sources));
        ConfigFile file = ConfigFile.find(sources, stronger, problems);
        List<Entry> weaker = new ArrayList<>(file.entries);
        for (Map.Entry<String, String> setting : sources.code.entrySet()) {
            weaker.add(Entry.named(Layer.CODE, setting.getKey(), setting.getValue(), "code " + setting.getKey()));
        }
        Set<String> declared = new HashSet<>();
        addServiceNames(declared, entries);
        addServiceNames(declared, weaker);
        entries.addAll(EnvironmentNames.entries(sources.environment, declared, problems));
        entries.addAll(weaker);

        ValueReader reader = new ValueReader(sources.environment, sources.workingDirectory);
        Resolver resolver = new Resolver(reader, problems);
        for (Entry entry : entries) {
            resolver.add(entry);
        }
        resolver.removeContradictions();
        List<String> usable = new ArrayList<>();
        for (Map.Entry<String, Resolver.Draft> service : resolver.services.entrySet()) {
            Resolver.Draft draft = service.getValue();
            if (draft.settings.contains(ConfigKeys.ENDPOINTS)
                    || (sources.endpointsMayComeFromCode && !draft.endpointsReported)) {
                usable.add(service.getKey());
            } else {
                resolver.reportMissingEndpoints(service.getKey(), draft);
            }
        }
        return new Configuration(resolver, reader, usable, problems.list(), file.file);
    }

    private static void addSystemProperties(List<Entry> entries, Map<String, String> properties, Problems problems) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            String place = "-D" + name;
            if (!name.startsWith(Layer.PROPERTY_PREFIX)) {
                problems.warning(place, "is ignored; names are written in lower case: -D" + Text.lower(name));
            } else if (name.equals("failover.config") && properties.containsKey("failover.config.file")) {
                problems.warning(place, "is ignored, because failover.config.file is set too; remove one of the two");
            } else {
                entries.add(Entry.named(
                        Layer.SYSTEM_PROPERTY,
                        name.substring(Layer.PROPERTY_PREFIX.length()),
                        property.getValue(),
                        place));
            }
        }
    }

    private static List<Entry> fileInEnvironment(ConfigSources sources) {
        List<Entry> entries = new ArrayList<>();
        for (String name : new String[] {"FAILOVER_CONFIG_FILE", "FAILOVER_CONFIG"}) {
            String value = sources.environment.get(name);
            if (value != null) {
                entries.add(Entry.named(Layer.ENVIRONMENT, ConfigKeys.CONFIG_FILE.name(), value, name));
            }
        }
        return entries;
    }

    private static void addServiceNames(Set<String> names, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.isService() && ServiceNames.isValid(entry.service())) {
                names.add(entry.service());
            }
        }
    }

    /**
     * The value of a global key.
     *
     * @param key a key of the scope {@link ConfigKey.Scope#GLOBAL}
     * @return the value, or null if no source sets it
     * @throws IllegalArgumentException if the key belongs to services
     */
    public <T> @Nullable T get(ConfigKey<T> key) {
        return globals.get(global(key));
    }

    /**
     * Where the value of a global key comes from.
     *
     * @param key a key of the scope {@link ConfigKey.Scope#GLOBAL}
     * @return such as {@code -Dfailover.agent.mode, overrides config.ini:3}, or null if no source sets it
     * @throws IllegalArgumentException if the key belongs to services
     */
    public @Nullable String origin(ConfigKey<?> key) {
        Setting setting = globals.setting(global(key));
        return setting == null ? null : setting.origin();
    }

    private static <T> ConfigKey<T> global(ConfigKey<T> key) {
        if (key.scope() != ConfigKey.Scope.GLOBAL) {
            throw new IllegalArgumentException(key + " is a key of services; ask the settings of a service for it");
        }
        return key;
    }

    /** The services that can be used, in the order in which the sources name them; unmodifiable. */
    public List<ServiceSettings> services() {
        return services;
    }

    /**
     * The service of this name.
     *
     * @param name never null
     * @return its settings, or null if no source names it or it was left out
     */
    public @Nullable ServiceSettings service(String name) {
        ServiceSettings settings = known.get(name);
        return settings != null && services.contains(settings) ? settings : null;
    }

    /**
     * What the sources say about a service that code declares, whether they name it or not.
     *
     * @param name a name as {@link ServiceNames} allows
     * @return its settings; of a service that no source names, those of {@code [defaults]}
     * @throws InvalidValueException if it is no name of a service
     */
    public ServiceSettings settings(String name) {
        ServiceSettings settings = known.get(ServiceNames.check(name));
        return settings != null ? settings : new ServiceSettings(name, new SettingMap(), defaults, reader);
    }

    /** All that is wrong, in the order in which it was found; unmodifiable, empty if all is well. */
    public List<Problem> problems() {
        return problems;
    }

    /** The file that was read, or named and could not be read; null if there is none. */
    public @Nullable File file() {
        return file;
    }
}
