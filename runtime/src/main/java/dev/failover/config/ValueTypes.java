package dev.failover.config;

import dev.failover.breaker.FailureThreshold;
import dev.failover.endpoint.Endpoint;
import dev.failover.limiter.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The kinds of values that a key can have. All are stateless. */
public final class ValueTypes {
    /** A duration of 0 or more, at most 36500 days. */
    public static final ValueType<Duration> DURATION = new DurationType(true);

    /** A duration of more than 0, at most 36500 days. */
    public static final ValueType<Duration> POSITIVE_DURATION = new DurationType(false);

    /** A share from 0 to 1, written as {@code 0.5} or {@code 50%}. */
    public static final ValueType<Double> SHARE = new ValueType<Double>("share", "0 to 1, or 0% to 100%") {
        @Override
        Double read(String text) {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1).trim() : text;
            if (!Text.isDecimal(number)) {
                throw new InvalidValueException(
                        Text.quote(text) + " is not a share; write a number from 0 to 1, or a percentage such as 50%");
            }
            double value = Double.parseDouble(number);
            double share = percent ? value / 100 : value;
            if (share > 1) {
                throw new InvalidValueException(Text.quote(text) + " is more than the whole; write "
                        + (!percent && value <= 100 ? number + "% or " + value / 100 : "a number from 0 to 1"));
            }
            return share;
        }
    };

    /** Failures in a row, or a share of failures. */
    public static final ValueType<FailureThreshold> FAILURE_THRESHOLD =
            new ValueType<FailureThreshold>("count or percent", "5 in a row, or 50% of the window") {
                @Override
                FailureThreshold read(String text) {
                    try {
                        return FailureThreshold.parse(text);
                    } catch (IllegalArgumentException bad) {
                        throw new InvalidValueException(String.valueOf(bad.getMessage()));
                    }
                }
            };

    /** Permits in a unit of time. */
    public static final ValueType<Rate> RATE = new ValueType<Rate>("rate", "100/s, 6000/m, 500/h or 10000/d") {
        @Override
        Rate read(String text) {
            try {
                return Rate.parse(text);
            } catch (IllegalArgumentException bad) {
                throw new InvalidValueException(String.valueOf(bad.getMessage()));
            }
        }
    };

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
    public static final ValueType<Mode> MODE = new ValueType<Mode>("`enforce` or `observe`", "enforce or observe") {
        @Override
        Mode read(String text) {
            String folded = Text.lower(text);
            if (folded.equals("enforce")) {
                return Mode.ENFORCE;
            }
            if (folded.equals("observe")) {
                return Mode.OBSERVE;
            }
            throw new InvalidValueException(Text.quote(text) + " is not a mode; write enforce or observe");
        }
    };

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
     * Whole numbers in a range.
     *
     * @param min the smallest, 0 or more
     * @param max the largest, at least {@code min}
     * @return the type
     */
    public static ValueType<Integer> wholeNumber(int min, int max) {
        return new ValueType<Integer>(min + " to " + max, "a whole number from " + min + " to " + max) {
            @Override
            Integer read(String text) {
                if (!Text.isDigits(text)) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is not a whole number; write one from " + min + " to " + max);
                }
                long number = text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
                if (number < min || number > max) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is out of range; write a whole number from " + min + " to " + max);
                }
                return (int) number;
            }
        };
    }
}
