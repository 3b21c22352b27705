package dev.failover.processor.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with properties in it.
 *
 * @param fault what is wrong with it, as a clause; empty when nothing is
 */
public record PropertyText(List<Piece> pieces, String fault) {
    /**
     * Either a literal or a property.
     *
     * @param literal empty for a property
     */
    public record Piece(String literal, @Nullable Property property) {}

    public static PropertyText of(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            int end = text.indexOf('}', start);
            Property property = end < 0 ? null : Property.of(text.substring(start + 2, end));
            if (property == null) {
                return new PropertyText(
                        pieces, end < 0 ? "its ${ is never closed" : "its ${...} names no property such as ${tenant}");
            }
            if (start > from) {
                pieces.add(new Piece(text.substring(from, start), null));
            }
            pieces.add(new Piece("", property));
            from = end + 1;
        }
        if (from < text.length() || pieces.isEmpty()) {
            pieces.add(new Piece(text.substring(from), null));
        }
        return new PropertyText(List.copyOf(pieces), "");
    }

    public boolean hasProperties() {
        return pieces.stream().anyMatch(piece -> piece.property() != null);
    }
}
