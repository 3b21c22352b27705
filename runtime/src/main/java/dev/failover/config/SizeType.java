package dev.failover.config;

import java.math.BigDecimal;

/**
 * Sizes in bytes: a number and its unit, of which KB and KiB are both 1,024 bytes. A bare number is an error, because one
 * reader takes it for bytes and the next for megabytes.
 */
final class SizeType extends ValueType<Long> {
    private static final long KB = 1L << 10;
    private static final long MB = 1L << 20;
    private static final long GB = 1L << 30;
    private static final long TB = 1L << 40;

    private static final String LARGEST = "1024TB";
    private static final long MAX_BYTES = 1024 * TB;

    private static final int MAX_DIGITS = 30;

    private static final String UNITS = "the units are B, KB, MB, GB, TB";

    private static final String EXAMPLES = "such as 64KB, 10MB or 1GB";

    private final String largest;
    private final long maxBytes;

    SizeType() {
        super("size", EXAMPLES);
        largest = LARGEST;
        maxBytes = MAX_BYTES;
    }

    private SizeType(String largest, long maxBytes) {
        super("size, up to " + largest, EXAMPLES);
        this.largest = largest;
        this.maxBytes = maxBytes;
    }

    /** @param largest {@code maxBytes} as it is written in messages, such as {@code 1GB} */
    static SizeType upTo(String largest, long maxBytes) {
        return new SizeType(largest, maxBytes);
    }

    @Override
    Long read(String text) {
        if (text.equals("0")) {
            return 0L;
        }
        if (text.charAt(0) == '-') {
            throw new InvalidValueException(Text.quote(text) + " is negative; a size is 0 or more, " + EXAMPLES);
        }
        int end = 0;
        while (end < text.length() && (Text.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String number = text.substring(0, end);
        String unit = text.substring(end);
        if (!Text.isDecimal(number)) {
            throw new InvalidValueException(
                    Text.quote(text) + " is not a size; write a number and its unit, " + EXAMPLES);
        }
        if (unit.isEmpty()) {
            throw new InvalidValueException(
                    Text.quote(text) + " has no unit; write " + number + "KB or " + number + "MB (" + UNITS + ")");
        }
        long unitBytes = unitBytes(unit);
        if (unitBytes == 0) {
            String known = knownUnit(unit);
            throw new InvalidValueException(Text.quote(text) + " has an unknown unit; "
                    + (known.isEmpty() ? "" : "write " + number + known + "; ") + UNITS);
        }
        return bytes(text, number, unitBytes);
    }

    private long bytes(String text, String number, long unitBytes) {
        if (number.length() > MAX_DIGITS) {
            throw tooLarge(text);
        }
        BigDecimal bytes = new BigDecimal(number).multiply(BigDecimal.valueOf(unitBytes));
        if (bytes.compareTo(BigDecimal.valueOf(maxBytes)) > 0) {
            throw tooLarge(text);
        }
        long whole = bytes.longValue();
        if (bytes.compareTo(BigDecimal.valueOf(whole)) != 0) {
            throw new InvalidValueException(
                    Text.quote(text) + " is no whole number of bytes; write " + whole + "B, or fewer digits");
        }
        return whole;
    }

    private static long unitBytes(String unit) {
        switch (unit) {
            case "B":
                return 1;
            case "KB":
            case "KiB":
                return KB;
            case "MB":
            case "MiB":
                return MB;
            case "GB":
            case "GiB":
                return GB;
            case "TB":
            case "TiB":
                return TB;
            default:
                return 0;
        }
    }

    /** The unit that was probably meant, or an empty text. */
    private static String knownUnit(String unit) {
        String folded = Text.lower(unit.trim());
        switch (folded) {
            case "b":
            case "byte":
            case "bytes":
                return "B";
            case "k":
            case "kb":
            case "kib":
                return "KB";
            case "m":
            case "mb":
            case "mib":
                return "MB";
            case "g":
            case "gb":
            case "gib":
                return "GB";
            case "t":
            case "tb":
            case "tib":
                return "TB";
            default:
                return "";
        }
    }

    private InvalidValueException tooLarge(String text) {
        return new InvalidValueException(Text.quote(text) + " is too large; the largest size is " + largest);
    }
}
