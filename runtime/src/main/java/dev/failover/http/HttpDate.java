package dev.failover.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates in HTTP messages (RFC 9110, section 5.6.7): the preferred form, and the two obsolete ones that a recipient must accept. */
public final class HttpDate {
    /** In place of a date that is not there, or none. */
    public static final long NONE = Long.MIN_VALUE;

    private static final DateTimeFormatter PREFERRED =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String[] DAYS = {"mon", "tues", "wednes", "thurs", "fri", "satur", "sun"};

    /** How far ahead the two digits of a year may reach, in years. */
    private static final int FARTHEST_YEARS = 50;

    private final String text;
    private int at;

    private HttpDate(String text) {
        this.text = text;
    }

    /**
     * Milliseconds since 1970, or {@link #NONE} when the text is null or no date. Names are read in any case; else the form must be
     * right to the letter, but whether the day of the week is right is not looked at.
     *
     * @param wallClockMillis what time it is, which tells the century of a year of two digits: it is not more than 50 years ahead
     */
    public static long parse(@Nullable String text, long wallClockMillis) {
        if (text == null || text.length() < 24 || text.length() > 40) {
            return NONE;
        }
        HttpDate date = new HttpDate(text.toLowerCase(Locale.ROOT));
        try {
            return date.read(wallClockMillis);
        } catch (DateTimeException noSuchDay) {
            return NONE;
        }
    }

    /** In the preferred form, without the fraction of a second. */
    public static String format(long millis) {
        return PREFERRED.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    private long read(long now) {
        int comma = text.indexOf(',');
        int[] day = new int[3];
        int time;
        if (comma < 0) {
            time = isDay(text.substring(0, 3), "") && matches(3, " ") ? asctime(day) : -1;
        } else if (comma == 3) {
            time = isDay(text.substring(0, 3), "") ? preferred(day) : -1;
        } else {
            time = isDay(text.substring(0, comma), "day") ? rfc850(comma, day, now) : -1;
        }
        if (time < 0) {
            return NONE;
        }
        int seconds = time % 100;
        return LocalDateTime.of(day[2], day[1], day[0], time / 10_000, time / 100 % 100, Math.min(59, seconds))
                .plusSeconds(seconds == 60 ? 1 : 0)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}; the time as six digits, or -1. */
    private int preferred(int[] day) {
        at = 4;
        boolean isRead = literal(" ")
                && number(2, day, 0)
                && literal(" ")
                && month(day)
                && literal(" ")
                && number(4, day, 2)
                && literal(" ");
        int time = isRead ? time() : -1;
        return literal(" gmt") && at == text.length() ? time : -1;
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
    private int rfc850(int comma, int[] day, long now) {
        at = comma + 1;
        boolean isRead = literal(" ")
                && number(2, day, 0)
                && literal("-")
                && month(day)
                && literal("-")
                && number(2, day, 2)
                && literal(" ");
        int time = isRead ? time() : -1;
        int thisYear = Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC).getYear();
        int year = thisYear - thisYear % 100 + day[2];
        if (year > thisYear + FARTHEST_YEARS) {
            year -= 100;
        } else if (year <= thisYear - 100 + FARTHEST_YEARS) {
            year += 100;
        }
        day[2] = year;
        return literal(" gmt") && at == text.length() ? time : -1;
    }

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private int asctime(int[] day) {
        at = 4;
        boolean isRead = month(day) && literal(" ");
        if (isRead && at < text.length() && text.charAt(at) == ' ') {
            at++;
            isRead = number(1, day, 0);
        } else {
            isRead = isRead && number(2, day, 0);
        }
        int time = isRead && literal(" ") ? time() : -1;
        return literal(" ") && number(4, day, 2) && at == text.length() ? time : -1;
    }

    private static boolean isDay(String name, String end) {
        for (String day : DAYS) {
            if (end.isEmpty() ? day.startsWith(name) : name.equals(day + end)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(int index, String expected) {
        return text.startsWith(expected, index);
    }

    private boolean literal(String expected) {
        boolean isThere = matches(at, expected);
        at += isThere ? expected.length() : 0;
        return isThere;
    }

    private boolean number(int digits, int[] into, int index) {
        int value = 0;
        for (int i = 0; i < digits; i++, at++) {
            char c = at < text.length() ? text.charAt(at) : ' ';
            if (c < '0' || c > '9') {
                return false;
            }
            value = 10 * value + c - '0';
        }
        into[index] = value;
        return true;
    }

    private boolean month(int[] day) {
        int index = at + 3 <= text.length() ? MONTHS.indexOf(text.substring(at, at + 3)) : -1;
        if (index < 0 || index % 3 != 0) {
            return false;
        }
        day[1] = index / 3 + 1;
        at += 3;
        return true;
    }

    /** Hours, minutes and seconds as six digits, or -1. */
    private int time() {
        int[] parts = new int[3];
        boolean isRead = number(2, parts, 0)
                && literal(":")
                && number(2, parts, 1)
                && literal(":")
                && number(2, parts, 2)
                && parts[2] <= 60;
        return isRead ? 10_000 * parts[0] + 100 * parts[1] + parts[2] : -1;
    }
}
