package dev.failover.config;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.FailureThreshold;
import dev.failover.failure.FailureTypes;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.retry.HedgeDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The kinds of values that only policies have. All are stateless. */
public final class PolicyTypes {
    private static final String OFF = "off";
    private static final String NONE = "none";

    /** What is quoted of a value that the policy's own parser refuses. */
    private static final int MAX_QUOTED = 80;

    private static final ValueType<Integer> WINDOW_CALLS = NumberTypes.wholeNumber(1, 1024);

    /** Failures in a row, or a share of failures. */
    public static final ValueType<FailureThreshold> FAILURE_THRESHOLD =
            new ValueType<FailureThreshold>("count or percent", "5 in a row, or 50% of the window") {
                @Override
                FailureThreshold read(String text) {
                    try {
                        return FailureThreshold.parse(Text.printable(text, MAX_QUOTED));
                    } catch (IllegalArgumentException bad) {
                        throw refused(bad);
                    }
                }
            };

    /** 1 to 1024 calls, or a duration of more than 0. */
    public static final ValueType<CallsOrTime> WINDOW =
            new ValueType<CallsOrTime>("count or duration > 0", "100 calls, or a duration such as 10s") {
                @Override
                CallsOrTime read(String text) {
                    if (Text.isDigits(text)) {
                        try {
                            return CallsOrTime.calls(WINDOW_CALLS.parse(text));
                        } catch (InvalidValueException outOfRange) {
                            throw new InvalidValueException(Text.quote(text)
                                    + " is out of range; write 1 to 1024 calls, or a duration such as 10s");
                        }
                    }
                    if (!beginsLikeDuration(text)) {
                        throw new InvalidValueException(Text.quote(text)
                                + " is no window; write a number of calls such as 100, or a duration such as 10s");
                    }
                    return CallsOrTime.time(ValueTypes.POSITIVE_DURATION.parse(text));
                }
            };

    /** How much say a breaker has. */
    public static final ValueType<BreakerMode> BREAKER_MODE = new WordType<>("mode of a breaker", BreakerMode.values());

    /** One or several rates, each with its burst if wanted. */
    public static final ValueType<RateLimiterPolicy> RATES =
            new ValueType<RateLimiterPolicy>("list of rates", "100/s, or 10/s, 5000/h, or 10/s burst 20") {
                @Override
                RateLimiterPolicy read(String text) {
                    StringBuilder rates = new StringBuilder();
                    for (String item : ListText.split(text)) {
                        rates.append(rates.length() == 0 ? "" : ",").append(Text.printable(item, MAX_QUOTED));
                    }
                    if (rates.length() == 0) {
                        throw new InvalidValueException("the list has no rate; write 100/s, or 10/s, 5000/h");
                    }
                    try {
                        return RateLimiterPolicy.of(rates.toString());
                    } catch (IllegalArgumentException bad) {
                        throw refused(bad);
                    }
                }
            };

    /** When an attempt is late; empty for never. */
    public static final ValueType<Optional<HedgeDelay>> HEDGE_DELAY =
            new ValueType<Optional<HedgeDelay>>(
                    "`off`, duration or percentile", "off, a duration such as 150ms, or a percentile such as p95") {
                @Override
                Optional<HedgeDelay> read(String text) {
                    if (Text.lower(text).equals(OFF)) {
                        return Optional.empty();
                    }
                    if (HedgeDelay.isPercentile(text)) {
                        try {
                            return Optional.of(HedgeDelay.parsePercentile(text));
                        } catch (IllegalArgumentException bad) {
                            throw refused(bad);
                        }
                    }
                    if (!beginsLikeDuration(text) || text.endsWith("%")) {
                        throw new InvalidValueException(Text.quote(text) + " is no delay of hedges; write " + syntax());
                    }
                    Duration delay = ValueTypes.DURATION.parse(text);
                    if (delay.isZero()) {
                        throw new InvalidValueException(Text.quote(text) + " is no delay of hedges; write " + syntax());
                    }
                    return Optional.of(HedgeDelay.fixed(delay));
                }
            };

    /** The bounds of a limit that adapts; empty for none. */
    public static final ValueType<Optional<AdaptiveLimitPolicy>> ADAPTIVE_LIMIT = new AdaptiveLimitType();

    /** Full names of exceptions, each of which stands for its subclasses too; nothing is loaded. */
    public static final ValueType<FailureTypes> FAILURE_TYPES =
            new ValueType<FailureTypes>("list of class names, or `none`", "such as java.io.IOException, or none") {
                @Override
                FailureTypes read(String text) {
                    List<String> names = new ArrayList<>();
                    for (String item : items(text, syntax())) {
                        String name = ClassNames.check(item);
                        requireOnce(names, name, item);
                        names.add(name);
                    }
                    return FailureTypes.named(names.toArray(new String[0]));
                }
            };

    /** Statuses of HTTP from 400 to 599. */
    public static final ValueType<List<Integer>> STATUSES =
            new ValueType<List<Integer>>("list of statuses, or `none`", "such as 502, 503, 504, or none") {
                @Override
                List<Integer> read(String text) {
                    List<Integer> statuses = new ArrayList<>();
                    for (String item : items(text, syntax())) {
                        int status = status(item);
                        requireOnce(statuses, status, item);
                        statuses.add(status);
                    }
                    return Collections.unmodifiableList(statuses);
                }
            };

    private PolicyTypes() {}

    private static int status(String text) {
        if (!Text.isDigits(text) || text.length() != 3) {
            throw new InvalidValueException(
                    Text.quote(text) + " is not a status; write three digits, 400 to 599, such as 503");
        }
        int status = Integer.parseInt(text);
        if (status < 400 || status > 599) {
            throw new InvalidValueException(Text.quote(text) + " is no failure; write 400 to 599, such as 503");
        }
        return status;
    }

    /** Items of a list that may be empty when it says so. */
    private static List<String> items(String text, String syntax) {
        if (Text.lower(text).equals(NONE)) {
            return Collections.emptyList();
        }
        List<String> items = ListText.split(text);
        if (items.isEmpty()) {
            throw new InvalidValueException("the list is empty; write " + syntax);
        }
        return items;
    }

    private static <T> void requireOnce(List<T> before, T value, String item) {
        if (before.contains(value)) {
            throw new InvalidValueException(Text.quote(item) + " stands twice in the list; remove one");
        }
    }

    private static boolean beginsLikeDuration(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        boolean iso = (first == 'P' || first == 'p')
                && text.length() > 2
                && (Text.isDigit(text.charAt(1)) || text.charAt(1) == 'T' || text.charAt(1) == 't')
                && !Text.isDigit(last)
                && last != '.';
        return Text.isDigit(first) || iso;
    }

    private static InvalidValueException refused(IllegalArgumentException bad) {
        return new InvalidValueException(String.valueOf(bad.getMessage()));
    }

    /** {@code on}, {@code off}, or the fewest and the most attempts at once. */
    private static final class AdaptiveLimitType extends ValueType<Optional<AdaptiveLimitPolicy>> {
        AdaptiveLimitType() {
            super("`on`, `off` or range", "on, off, or the fewest and the most attempts at once, such as 4-200");
        }

        @Override
        Optional<AdaptiveLimitPolicy> read(String text) {
            String folded = Text.lower(text);
            if (folded.equals(OFF)) {
                return Optional.empty();
            }
            if (folded.equals("on")) {
                return Optional.of(AdaptiveLimitPolicy.defaults());
            }
            int hyphen = text.indexOf('-');
            String first = hyphen < 0 ? "" : text.substring(0, hyphen).trim();
            String second = text.substring(hyphen + 1).trim();
            if (!Text.isDigits(first) || !Text.isDigits(second)) {
                throw new InvalidValueException(Text.quote(text) + " is no limit that adapts; write " + syntax());
            }
            int min = bound(first);
            int max = bound(second);
            if (min < 1 || max > AdaptiveLimitPolicy.MOST || min > max) {
                throw new InvalidValueException(
                        Text.quote(text) + " is out of range; write MIN-MAX with 1 <= MIN <= MAX <= "
                                + AdaptiveLimitPolicy.MOST + ", such as 4-200");
            }
            int usual = AdaptiveLimitPolicy.defaults().initial();
            return Optional.of(AdaptiveLimitPolicy.of(min, Math.max(min, Math.min(max, usual)), max));
        }

        private static int bound(String digits) {
            return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        }
    }
}
