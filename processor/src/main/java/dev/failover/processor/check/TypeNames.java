package dev.failover.processor.check;

import java.util.regex.Pattern;

/** Types as a person writes them. Stateless. */
final class TypeNames {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_][A-Za-z0-9_]*\\.)+(?=[A-Z])");

    private TypeNames() {}

    /** {@code List<Order>} of {@code java.util.List<com.example.Order>}; of a method likewise. */
    static String simple(Object type) {
        return PACKAGE.matcher(type.toString())
                .replaceAll("")
                .replace(",", ", ")
                .replace(",  ", ", ");
    }
}
