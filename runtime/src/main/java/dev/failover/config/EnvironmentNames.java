package dev.failover.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads names of environment variables. They are lossy: {@code _} may be a dot, a hyphen or part of the name of a service.
 * So a name is held against the services that other sources declare, longest first, and then against the known keys,
 * longest first.
 */
final class EnvironmentNames {
    private static final String PREFIX = "FAILOVER_";
    private static final int WORD = PREFIX.length() - 1;
    private static final String SERVICE = "SERVICE_";

    private final List<String> declared;
    private final Problems problems;

    /** Keys of services by their part of a name: {@code RETRY_MAX_ATTEMPTS}. */
    private final Map<String, String> serviceKeys = new HashMap<>();

    /** Section and key by the whole name, for all that does not contain the name of a service. */
    private final Map<String, String> fixed = new HashMap<>();

    private EnvironmentNames(Set<String> declaredServices, Problems problems) {
        this.problems = problems;
        declared = new ArrayList<>(declaredServices);
        for (String key : ConfigKeys.serviceKeyNames()) {
            serviceKeys.put(Layer.mangle(key), key);
            // With the keys that may not stand there, so that the message is "not shared" instead of "unknown".
            fixed.put(Layer.environmentName(Entry.DEFAULTS + "." + key), Entry.DEFAULTS + "." + key);
        }
        for (String key : ConfigKeys.globalKeyNames()) {
            fixed.put(Layer.environmentName(key), key);
        }
    }

    /**
     * The settings of the environment. An empty variable counts as not set, as in most shells and container tools.
     *
     * @param declaredServices names of services that the other sources mention
     */
    static List<Entry> entries(Map<String, String> environment, Set<String> declaredServices, Problems problems) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!variable.getValue().isEmpty() && name.regionMatches(true, 0, PREFIX, 0, WORD)) {
                char next = name.length() > WORD ? name.charAt(WORD) : ' ';
                if (next == '_' || next == '.') {
                    names.add(name);
                }
            }
        }
        List<Entry> entries = new ArrayList<>();
        if (names.isEmpty()) {
            return entries;
        }
        Collections.sort(names);
        EnvironmentNames reader = new EnvironmentNames(declaredServices, problems);
        for (String name : names) {
            if (!name.startsWith(PREFIX)) {
                problems.warning(
                        name, "is ignored; names are written in upper case and with '_': " + Layer.mangle(name));
                continue;
            }
            String value = environment.get(name);
            String dotted = reader.read(name);
            if (dotted != null && value != null) {
                // The long name comes first, because it sorts behind the short one but is the stronger of the two.
                entries.add(
                        dotted.equals("config.file") && name.equals("FAILOVER_CONFIG_FILE") ? 0 : entries.size(),
                        Entry.named(Layer.ENVIRONMENT, dotted, value, name));
            }
        }
        return entries;
    }

    private @Nullable String read(String name) {
        String known = name.equals("FAILOVER_CONFIG") ? "config.file" : fixed.get(name);
        if (known != null) {
            return known;
        }
        String rest = name.substring(PREFIX.length());
        if (rest.startsWith(SERVICE)) {
            String serviceAndKey = rest.substring(SERVICE.length());
            String ofDeclared = ofDeclared(serviceAndKey);
            String dotted = ofDeclared != null ? ofDeclared : ofKnownKey(serviceAndKey);
            if (dotted != null) {
                return dotted;
            }
        }
        if (!isServiceLink(rest)) {
            String better = suggestion(name, rest);
            problems.warning(
                    name, "unknown variable" + (better == null ? ", ignored" : "; did you mean " + better + "?"));
        }
        return null;
    }

    private @Nullable String ofDeclared(String serviceAndKey) {
        String best = null;
        int longest = -1;
        for (String service : declared) {
            String mangled = Layer.mangle(service) + "_";
            String key = serviceAndKey.startsWith(mangled)
                    ? serviceKeys.get(serviceAndKey.substring(mangled.length()))
                    : null;
            if (key != null && mangled.length() > longest) {
                longest = mangled.length();
                best = Entry.SERVICE_PREFIX + service + "." + key;
            }
        }
        return best;
    }

    private @Nullable String ofKnownKey(String serviceAndKey) {
        for (int i = serviceAndKey.indexOf('_'); i >= 0; i = serviceAndKey.indexOf('_', i + 1)) {
            String key = serviceKeys.get(serviceAndKey.substring(i + 1));
            String service = Text.lower(serviceAndKey.substring(0, i)).replace('_', '-');
            if (key != null && ServiceNames.isValid(service)) {
                return Entry.SERVICE_PREFIX + service + "." + key;
            }
        }
        return null;
    }

    /** Kubernetes gives every container such variables for a service that happens to be called "failover". */
    private static boolean isServiceLink(String rest) {
        return rest.equals("SERVICE_HOST")
                || rest.equals("SERVICE_PORT")
                || rest.equals("PORT")
                || rest.startsWith("SERVICE_PORT_")
                || rest.startsWith("PORT_");
    }

    private @Nullable String suggestion(String name, String rest) {
        if (rest.startsWith(SERVICE)) {
            String serviceAndKey = rest.substring(SERVICE.length());
            for (int i = serviceAndKey.indexOf('_'); i >= 0; i = serviceAndKey.indexOf('_', i + 1)) {
                String key = Suggestions.closest(serviceAndKey.substring(i + 1), serviceKeys.keySet());
                if (key != null) {
                    return PREFIX + SERVICE + serviceAndKey.substring(0, i) + "_" + key;
                }
            }
        }
        List<String> names = new ArrayList<>(fixed.keySet());
        Collections.sort(names);
        return Suggestions.closest(name, names);
    }
}
