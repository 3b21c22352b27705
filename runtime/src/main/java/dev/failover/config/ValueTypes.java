package dev.failover.config;

import dev.failover.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of values that a key can have, besides {@link NumberTypes} and {@link PolicyTypes}. All are stateless.
 */
public final class ValueTypes {
    /** A duration of 0 or more, at most 36500 days. */
    public static final ValueType<Duration> DURATION = new DurationType(true);

    /** A duration of more than 0, at most 36500 days. */
    public static final ValueType<Duration> POSITIVE_DURATION = new DurationType(false);

    /** A number of bytes of 0 or more, at most 1024 TB. */
    public static final ValueType<Long> SIZE = new SizeType();

    /** True or false; case does not count. */
    public static final ValueType<Boolean> BOOLEAN = new ValueType<Boolean>("boolean", "true, false, on or off") {
        @Override
        Boolean read(String text) {
            String folded = Text.lower(text);
            if (folded.equals("true") || folded.equals("on")) {
                return true;
            }
            if (folded.equals("false") || folded.equals("off")) {
                return false;
            }
            throw new InvalidValueException(
                    Text.quote(text) + " is neither true nor false; write true, false, on or off");
        }
    };

    /** {@code enforce} or {@code observe}; case does not count. */
    public static final ValueType<Mode> MODE = new WordType<>("mode", Mode.values());

    /** Base URLs in order of preference, as {@link EndpointList#parse} reads them. */
    public static final ValueType<List<Endpoint>> ENDPOINTS =
            new ValueType<List<Endpoint>>("list of URLs", "https://a.example, https://b.example:8443/api") {
                @Override
                List<Endpoint> read(String text) {
                    return EndpointList.parse(text);
                }
            };

    /** Patterns as {@link UrlPattern#parse} reads them; at least one. */
    public static final ValueType<List<UrlPattern>> URL_PATTERNS =
            new ValueType<List<UrlPattern>>("list of URL patterns", "https://*.example.com/api, http://old:*") {
                @Override
                List<UrlPattern> read(String text) {
                    List<UrlPattern> patterns = new ArrayList<>();
                    for (String item : ListText.split(text)) {
                        patterns.add(UrlPattern.parse(item));
                    }
                    if (patterns.isEmpty()) {
                        throw new InvalidValueException(
                                "the list has no pattern; write https://*.example.com, or leave the key out");
                    }
                    return Collections.unmodifiableList(patterns);
                }
            };

    /** A path of a URL: begins with a slash and may have a query. */
    public static final ValueType<String> URL_PATH = new ValueType<String>("URL path", "such as /health") {
        @Override
        String read(String text) {
            boolean valid = text.startsWith("/") && !text.startsWith("//");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                valid &= c > ' ' && c < 127 && c != '#' && c != '\\';
            }
            if (!valid) {
                throw new InvalidValueException(Text.quote(text)
                        + " is not a path; it begins with one '/', has no blanks and no '#', such as /health");
            }
            return text;
        }
    };

    /** The name of an HTTP header. */
    public static final ValueType<String> HEADER_NAME = new ValueType<String>("header name", "such as X-Api-Key") {
        @Override
        String read(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (!Text.isLowerLetter(c)
                        && !Text.isUpperLetter(c)
                        && !Text.isDigit(c)
                        && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                    throw new InvalidValueException(Text.quote(text)
                            + " is not the name of a header; it has letters, digits and '-', such as X-Api-Key");
                }
            }
            return text;
        }
    };

    /** Names of HTTP headers; {@code none} is the empty list. */
    public static final ValueType<List<String>> HEADER_NAMES =
            new ValueType<List<String>>("list of header names, or `none`", "such as CDN-Cache-Control, or none") {
                @Override
                List<String> read(String text) {
                    if (Text.lower(text).equals("none")) {
                        return Collections.emptyList();
                    }
                    List<String> names = new ArrayList<>();
                    Set<String> folded = new HashSet<>();
                    for (String item : ListText.split(text)) {
                        names.add(HEADER_NAME.parse(item));
                        if (!folded.add(Text.lower(item))) {
                            throw new InvalidValueException(Text.quote(item) + " stands twice in the list; remove one");
                        }
                    }
                    if (names.isEmpty()) {
                        throw new InvalidValueException("the list names no header; write CDN-Cache-Control, or none");
                    }
                    return Collections.unmodifiableList(names);
                }
            };

    /** Main classes or jars, each with a {@code *} at its end if need be; {@code none} is the empty list. */
    public static final ValueType<List<String>> PROGRAMS =
            new ValueType<List<String>>(
                    "list of programs, or `none`", "com.acme.Tool, com.acme.build.*, tool.jar, or none") {
                @Override
                List<String> read(String text) {
                    if (Text.lower(text).equals("none")) {
                        return Collections.emptyList();
                    }
                    List<String> programs = ListText.split(text);
                    if (programs.isEmpty()) {
                        throw new InvalidValueException("the list names no program; write com.acme.Tool, or none");
                    }
                    for (String program : programs) {
                        int star = program.indexOf('*');
                        if (star >= 0 && star < program.length() - 1) {
                            throw new InvalidValueException(
                                    Text.quote(program) + " has a '*' that is not at its end; write com.acme.build.*");
                        }
                    }
                    return Collections.unmodifiableList(programs);
                }
            };

    /** Names with their values; at least one. */
    public static final ValueType<Map<String, String>> PROPERTIES =
            new ValueType<Map<String, String>>("list of properties", "tenant=acme, version=v2") {
                @Override
                Map<String, String> read(String text) {
                    Map<String, String> properties = new LinkedHashMap<>();
                    for (String item : ListText.split(text)) {
                        int equals = item.indexOf('=');
                        String name =
                                equals < 0 ? item : item.substring(0, equals).trim();
                        if (equals < 0 || !isPropertyName(name)) {
                            throw new InvalidValueException(
                                    Text.quote(item)
                                            + " is not a property; write NAME=VALUE, the name of letters, digits, '.', '-' and '_'");
                        }
                        if (properties.put(name, item.substring(equals + 1).trim()) != null) {
                            throw new InvalidValueException(
                                    "the property " + Text.quote(name) + " stands twice in the list; remove one");
                        }
                    }
                    if (properties.isEmpty()) {
                        throw new InvalidValueException(
                                "the list has no property; write tenant=acme, or leave the key out");
                    }
                    return Collections.unmodifiableMap(properties);
                }
            };

    private static boolean isPropertyName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Text.isLowerLetter(c) && !Text.isUpperLetter(c) && !Text.isDigit(c) && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** A path in the file system; nothing is looked up. */
    public static final ValueType<String> FILE = new ValueType<String>("file", "such as /etc/failover.ini") {
        @Override
        String read(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new InvalidValueException(Text.quote(text) + " is not a path of a file");
            }
            return text;
        }
    };

    /** A path of a directory in the file system; nothing is looked up. */
    public static final ValueType<String> DIRECTORY =
            new ValueType<String>("directory", "such as /var/cache/failover") {
                @Override
                String read(String text) {
                    for (int i = 0; i < text.length(); i++) {
                        if (Character.isISOControl(text.charAt(i))) {
                            throw new InvalidValueException(Text.quote(text)
                                    + " is not a path of a directory; write one such as /var/cache/failover");
                        }
                    }
                    return text;
                }
            };

    /** A secret after {@link SecretPlaceholders} have been filled in. */
    public static final ValueType<Secret> SECRET =
            new ValueType<Secret>("secret", "${env:NAME}, ${file:/path}, or plain text") {
                @Override
                Secret read(String text) {
                    return Secret.of(text);
                }
            };

    private ValueTypes() {}

    /**
     * Durations in a range.
     *
     * @param shortest as it is written in messages, such as {@code 1s}
     * @param longest the same
     * @return the type
     */
    public static ValueType<Duration> durationBetween(String shortest, String longest) {
        return DurationType.between(shortest, longest);
    }
}
