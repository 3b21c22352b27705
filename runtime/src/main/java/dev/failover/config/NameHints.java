package dev.failover.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was probably meant by a section or key that does not exist. */
final class NameHints {
    private static final List<String> SECTIONS = Arrays.asList(Entry.DEFAULTS, "service", "agent", "config");

    private NameHints() {}

    /** The keys that a section has; empty if there is no such section. */
    static List<String> keysOf(String section) {
        if (section.startsWith(Entry.SERVICE_PREFIX)) {
            return ConfigKeys.serviceKeyNames();
        }
        if (section.equals(Entry.DEFAULTS)) {
            return ConfigKeys.defaultsKeyNames();
        }
        List<String> keys = new ArrayList<>();
        for (String name : ConfigKeys.globalKeyNames()) {
            if (name.startsWith(section + ".")) {
                keys.add(name.substring(section.length() + 1));
            }
        }
        return keys;
    }

    /**
     * The known key that was probably meant: the same words in another order, another word for it, spelled nearly so, longer
     * in the same group, or the same in another group. Null if there is none.
     */
    static @Nullable String key(String unknown, List<String> known) {
        String folded = Suggestions.fold(unknown);
        String last = lastPart(folded);
        List<String> words = words(folded);
        String synonym = synonym(folded);
        String elsewhere = null;
        String longer = null;
        for (String candidate : known) {
            if (words.equals(words(candidate)) || candidate.equals(synonym)) {
                return candidate;
            }
            boolean sameGroup = folded.indexOf('.') >= 0 && candidate.startsWith(group(folded));
            if (elsewhere == null && lastPart(candidate).equals(last)) {
                elsewhere = candidate;
            }
            if (longer == null && sameGroup && isPartOf(last, lastPart(candidate))) {
                longer = candidate;
            }
        }
        // Only the group is missing: then nothing that is spelled nearly so is nearer.
        if (elsewhere != null && folded.equals(last)) {
            return elsewhere;
        }
        String closest = Suggestions.closest(unknown, known);
        return closest != null ? closest : longer != null ? longer : elsewhere;
    }

    /** In alphabetical order: {@code connect-timeout} has those of {@code timeout.connect}. */
    private static List<String> words(String name) {
        List<String> words = ListText.split(name.replace('.', ',').replace('-', ','));
        Collections.sort(words);
        return words;
    }

    /** The name here of what others call otherwise; null for all else. */
    private static @Nullable String synonym(String name) {
        switch (name) {
            case "url":
            case "urls":
            case "uri":
            case "host":
            case "hosts":
            case "server":
            case "servers":
                return "endpoints";
            case "retries":
            case "max-retries":
                return "retry.max-attempts";
            default:
                return null;
        }
    }

    /** The keys of the group with this name, {@code retry}; empty when there is none. */
    static List<String> keysOfGroup(String name, List<String> known) {
        List<String> keys = new ArrayList<>();
        for (String key : known) {
            if (key.startsWith(name + ".")) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** Whether it is one of the words or several at the beginning or end: {@code delay} of {@code base-delay}. */
    private static boolean isPartOf(String word, String words) {
        return words.startsWith(word + "-") || words.endsWith("-" + word);
    }

    /** With its dot; empty without a group. */
    private static String group(String name) {
        return name.substring(0, name.indexOf('.') + 1);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * The entry's section and key as they were probably meant when the section does not exist: {@code services.orders},
     * {@code orders} (the service without its prefix), {@code retry} (a group of keys). Null if there is no idea.
     */
    static @Nullable Entry meant(Entry entry) {
        String full = entry.dotted();
        boolean ofServices = ConfigKeys.findForService(full) != null;
        // What is given to the agent is meant for the agent.
        if (ConfigKeys.findGlobal("agent." + full) != null && (!ofServices || entry.layer == Layer.AGENT_ARGUMENT)) {
            return as(entry, "agent." + full);
        }
        if (ofServices) {
            return as(entry, Entry.DEFAULTS + "." + full);
        }
        int dot = full.indexOf('.');
        if (dot < 0) {
            return null;
        }
        String first = full.substring(0, dot);
        String rest = full.substring(dot);
        // "failover." is the prefix of properties only, but it is easily copied along.
        if (first.equals("failover")) {
            return as(entry, rest.substring(1));
        }
        String section = Suggestions.closest(first, SECTIONS);
        if (section != null) {
            return as(entry, section + rest);
        }
        if (ConfigKeys.findForService(rest.substring(1)) != null && ServiceNames.isValid(first)) {
            return as(entry, Entry.SERVICE_PREFIX + full);
        }
        String key = Suggestions.closest(full, ConfigKeys.serviceKeyNames());
        return key == null ? null : as(entry, Entry.DEFAULTS + "." + key);
    }

    private static Entry as(Entry entry, String name) {
        Entry meant = Entry.named(entry.layer, name, entry.value, entry.place);
        if (!meant.isService() || ServiceNames.isValid(meant.service())) {
            return meant;
        }
        String better = ServiceNames.proposal(meant.service());
        return new Entry(
                meant.layer,
                Entry.SERVICE_PREFIX + (better.isEmpty() ? "NAME" : better),
                meant.key,
                meant.value,
                meant.place,
                meant.sectionPlace);
    }
}
