package dev.failover.processor.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Types that every JDK can read from a text, and how.
 *
 * @param what with its article, for messages
 * @param example a text that is one
 * @param parser throws a {@link RuntimeException} for a text that is none
 */
record TextForm(String what, String example, Function<String, ?> parser) {
    private static final Map<String, TextForm> PRIMITIVES = Map.of(
            "java.lang.Byte", new TextForm("a byte", "\"1\"", Byte::valueOf),
            "java.lang.Short", new TextForm("a short", "\"1\"", Short::valueOf),
            "java.lang.Integer", new TextForm("an int", "\"1\"", Integer::valueOf),
            "java.lang.Long", new TextForm("a long", "\"1\"", Long::valueOf),
            "java.lang.Float", new TextForm("a float", "\"1.5\"", TextForm::finite),
            "java.lang.Double", new TextForm("a double", "\"1.5\"", TextForm::finite),
            "java.lang.Boolean", new TextForm("a boolean", "\"true\" or \"false\"", TextForm::bool),
            "java.lang.Character", new TextForm("one character", "\"c\"", TextForm::character));

    private static final Map<String, TextForm> OTHERS = Map.ofEntries(
            Map.entry("java.lang.String", new TextForm("a text", "a text", text -> text)),
            Map.entry("java.lang.CharSequence", new TextForm("a text", "a text", text -> text)),
            Map.entry("java.math.BigInteger", new TextForm("a whole number", "\"1\"", BigInteger::new)),
            Map.entry("java.math.BigDecimal", new TextForm("a number", "\"1.5\"", BigDecimal::new)),
            Map.entry("java.util.UUID", new TextForm("a UUID", "36 characters such as a UUID has", TextForm::uuid)),
            Map.entry("java.net.URI", new TextForm("a URI", "\"https://a.example/b\"", URI::create)),
            Map.entry("java.time.Duration", new TextForm("a Duration", "\"PT1M\"", Duration::parse)),
            Map.entry("java.time.Period", new TextForm("a Period", "\"P1D\"", Period::parse)),
            Map.entry("java.time.Instant", new TextForm("an Instant", "\"2026-01-31T12:00:00Z\"", Instant::parse)),
            Map.entry("java.time.LocalDate", new TextForm("a LocalDate", "\"2026-01-31\"", LocalDate::parse)),
            Map.entry("java.time.LocalTime", new TextForm("a LocalTime", "\"12:00\"", LocalTime::parse)),
            Map.entry(
                    "java.time.LocalDateTime",
                    new TextForm("a LocalDateTime", "\"2026-01-31T12:00\"", LocalDateTime::parse)),
            Map.entry(
                    "java.time.OffsetDateTime",
                    new TextForm("an OffsetDateTime", "\"2026-01-31T12:00+01:00\"", OffsetDateTime::parse)),
            Map.entry(
                    "java.time.ZonedDateTime",
                    new TextForm("a ZonedDateTime", "\"2026-01-31T12:00Z\"", ZonedDateTime::parse)),
            Map.entry("java.time.Year", new TextForm("a Year", "\"2026\"", Year::parse)),
            Map.entry("java.time.YearMonth", new TextForm("a YearMonth", "\"2026-01\"", YearMonth::parse)),
            Map.entry("java.time.ZoneId", new TextForm("a ZoneId", "\"Europe/Berlin\"", ZoneId::of)));

    /** Of a type, or null when it has none. */
    static @Nullable TextForm of(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return PRIMITIVES.get("java.lang." + boxed(type));
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return null;
        }
        String name = ((DeclaredType) type).asElement().toString();
        TextForm primitive = PRIMITIVES.get(name);
        return primitive == null ? OTHERS.get(name) : primitive;
    }

    /** {@code Integer} of {@code int}. */
    static String boxed(TypeMirror primitive) {
        return switch (primitive.getKind()) {
            case BYTE -> "Byte";
            case SHORT -> "Short";
            case LONG -> "Long";
            case FLOAT -> "Float";
            case DOUBLE -> "Double";
            case BOOLEAN -> "Boolean";
            case CHAR -> "Character";
            default -> "Integer";
        };
    }

    boolean accepts(String text) {
        try {
            return parser.apply(text) != null;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** {@code Double.valueOf} trims, and takes {@code 1d}; no server does. */
    private static Double finite(String text) {
        return new BigDecimal(text).doubleValue();
    }

    /** {@code Boolean.valueOf} takes everything. */
    private static Boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    /** {@code UUID.fromString} takes {@code 1-1-1-1-1}. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (text.length() != 36) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }
}
