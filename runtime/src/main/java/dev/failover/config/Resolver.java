package dev.failover.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the entries of all layers, strongest layer first, checks each of them, and keeps the strongest value of each key
 * in each scope. A bad value counts as not written, so a weaker layer may still have a say.
 */
final class Resolver {
    /** What is known of a service while it is read. */
    static final class Draft {
        final Entry first;
        final SettingMap settings;

        /** Whether there is already a message on why the service has no endpoints. */
        boolean endpointsReported;

        Draft(Entry first, SettingMap settings) {
            this.first = first;
            this.settings = settings;
        }
    }

    final SettingMap globals = new SettingMap();
    final SettingMap defaults = new SettingMap();
    final Map<String, Draft> services = new LinkedHashMap<>();

    private final ValueReader reader;
    private final Problems problems;
    private final Set<String> reportedSections = new HashSet<>();

    Resolver(ValueReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    void add(Entry entry) {
        if (entry.isService()) {
            addToService(entry);
        } else if (entry.section.equals(Entry.DEFAULTS)) {
            addToDefaults(entry);
        } else {
            addGlobal(entry);
        }
    }

    private void addToService(Entry entry) {
        String name = entry.service();
        try {
            ServiceNames.check(name);
        } catch (InvalidValueException e) {
            if (reportedSections.add(entry.sectionPlace)) {
                problems.error(entry.sectionPlace, messageOf(e));
            }
            return;
        }
        Draft draft = services.get(name);
        if (draft == null) {
            draft = new Draft(entry, new SettingMap());
            services.put(name, draft);
        }
        ConfigKey<?> key = ConfigKeys.findForService(entry.key);
        if (key == null) {
            String meant = unknownKey(entry);
            draft.endpointsReported |= ConfigKeys.ENDPOINTS.name().equals(meant);
        } else if (!put(draft.settings, key, entry)) {
            draft.endpointsReported |= key.equals(ConfigKeys.ENDPOINTS);
        }
    }

    private void addToDefaults(Entry entry) {
        ConfigKey<?> key = ConfigKeys.findForService(entry.key);
        if (key == null) {
            unknownKey(entry);
        } else if (key.scope() == ConfigKey.Scope.SERVICE_ONLY) {
            problems.error(
                    entry.place,
                    "'" + key + "' cannot be shared by all services; write "
                            + entry.layer.spell(Entry.SERVICE_PREFIX + "NAME", key.name()));
        } else {
            put(defaults, key, entry);
        }
    }

    private void addGlobal(Entry entry) {
        ConfigKey<?> key = ConfigKeys.findGlobal(entry.dotted());
        if (key != null && key.equals(ConfigKeys.CONFIG_FILE) && entry.layer == Layer.FILE) {
            problems.error(
                    entry.place,
                    "a file cannot name another file; write " + Layer.SYSTEM_PROPERTY.spell("config", "file") + " or "
                            + Layer.ENVIRONMENT.spell("config", "file"));
        } else if (key != null) {
            put(globals, key, entry);
        } else if (!entry.section.isEmpty() && !NameHints.keysOf(entry.section).isEmpty()) {
            unknownKey(entry);
        } else {
            unknownSection(entry);
        }
    }

    /** When all entries are there: reports those that contradict each other, or need one that is missing. */
    void removeContradictions() {
        Contradictions.remove(defaults, problems);
        Contradictions.removeDiskWithoutPath(defaults, new SettingMap(), problems);
        for (Draft draft : services.values()) {
            Contradictions.remove(draft.settings, problems);
            Contradictions.removeDiskWithoutPath(draft.settings, defaults, problems);
            Contradictions.removePathWithoutDisk(draft.settings, defaults, problems);
        }
    }

    /** Whether the value is good. */
    private boolean put(SettingMap map, ConfigKey<?> key, Entry entry) {
        try {
            if (map.contains(key)) {
                reader.check(key, entry.value);
                map.overrides(key, entry.place);
            } else {
                String text = key.isSecret() ? "" : entry.value.trim();
                map.put(key, reader.read(key, entry.value), text, entry.place);
            }
        } catch (InvalidValueException e) {
            String message = messageOf(e);
            problems.error(
                    entry.place, entry.layer == Layer.FILE ? "bad value for '" + key + "': " + message : message);
            return false;
        }
        boolean visible = entry.layer == Layer.SYSTEM_PROPERTY || entry.layer == Layer.AGENT_ARGUMENT;
        if (visible && key.isSecret() && !SecretPlaceholders.isReference(entry.value)) {
            problems.warning(
                    entry.place,
                    "a secret in plain text on the command line shows in the list of processes;"
                            + " write ${env:NAME} or ${file:/path}");
        }
        return true;
    }

    /** Reports the key; returns the one that was probably meant, or null. */
    private @Nullable String unknownKey(Entry entry) {
        boolean inFile = entry.layer == Layer.FILE;
        List<String> known = NameHints.keysOf(entry.section);
        StringBuilder message = new StringBuilder("unknown key");
        if (inFile) {
            message.append(' ')
                    .append(Text.quote(entry.key))
                    .append(" in [")
                    .append(entry.section)
                    .append(']');
        }
        List<String> group = NameHints.keysOfGroup(entry.key, known);
        String meant = entry.key.isEmpty()
                ? ConfigKeys.ENDPOINTS.name()
                : group.isEmpty() ? NameHints.key(entry.key, known) : null;
        if (entry.key.isEmpty() && entry.isService() && ConfigKeys.findForService(entry.service()) != null) {
            message.append("; write ").append(entry.layer.spell(Entry.SERVICE_PREFIX + "NAME", entry.service()));
        } else if (meant != null) {
            message.append("; did you mean ")
                    .append(inFile ? "'" + meant + "'" : entry.layer.spell(entry.section, meant))
                    .append('?');
        } else {
            message.append("; the keys are ").append(String.join(", ", group.isEmpty() ? known : group));
        }
        problems.error(entry.place, message.toString());
        return meant;
    }

    private void unknownSection(Entry entry) {
        Entry meant = NameHints.meant(entry);
        if (entry.layer == Layer.FILE) {
            if (reportedSections.add(entry.sectionPlace)) {
                problems.error(
                        entry.sectionPlace,
                        "unknown section [" + Text.printable(entry.section, 80) + "]"
                                + (meant == null
                                        ? "; the sections are [defaults], [service.NAME] and [agent]"
                                        : meant.key.equals(entry.key)
                                                ? "; did you mean [" + meant.section + "]?"
                                                : "; did you mean " + Layer.FILE.spell(meant.section, meant.key)
                                                        + "?"));
            }
            return;
        }
        String message = "unknown key"
                + (meant == null ? "" : "; did you mean " + meant.layer.spell(meant.section, meant.key) + "?");
        // Another program's property may begin with "failover." too: that must not stop anybody.
        if (entry.layer == Layer.SYSTEM_PROPERTY) {
            problems.warning(entry.place, message);
        } else {
            problems.error(entry.place, message);
        }
    }

    private static String messageOf(InvalidValueException e) {
        return String.valueOf(e.getMessage());
    }

    /** Reports a service that has no endpoints and for which nothing else was reported that explains it. */
    void reportMissingEndpoints(String name, Draft draft) {
        if (draft.endpointsReported) {
            return;
        }
        List<String> others = new ArrayList<>();
        for (Map.Entry<String, Draft> other : services.entrySet()) {
            if (other.getValue().settings.contains(ConfigKeys.ENDPOINTS)) {
                others.add(other.getKey());
            }
        }
        String meant = Suggestions.closest(name, others);
        problems.error(
                draft.first.sectionPlace,
                "service '" + name + "' has no endpoints; "
                        + (meant == null
                                ? "write " + draft.first.layer.spell(draft.first.section, ConfigKeys.ENDPOINTS.name())
                                        + " = https://HOST, https://OTHER-HOST"
                                : "did you mean the service '" + meant + "'?"));
    }
}
