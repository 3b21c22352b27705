package dev.failover.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path template, taken apart.
 *
 * @param text as the user wrote it
 * @param path literals, variables and properties in turn; the literal query, if any, comes last
 * @param query the variables of the query
 * @param fault what is wrong with it; then the parts are not to be relied on
 */
public record UrlTemplate(
        String text,
        List<Part> path,
        List<QueryVariable> query,
        @Nullable Fault fault) {
    /**
     * Either a literal, percent-encoded and beginning with a slash if it is the first, or the name of a variable, or a
     * property.
     *
     * @param text empty for a property
     */
    public record Part(
            boolean isVariable, String text, @Nullable Property property) {}

    /** {@code key=value of the variable}. */
    public record QueryVariable(String key, String variable) {}

    /** What is wrong, as a clause that follows the quoted template. */
    public record Fault(Kind kind, String what) {
        /** Which rule it breaks. */
        public enum Kind {
            SYNTAX,
            QUERY_VALUE
        }
    }

    public boolean hasInPath(String variable) {
        return path.stream().anyMatch(part -> part.isVariable() && part.text().equals(variable));
    }

    public boolean hasInQuery(String variable) {
        return query.stream().anyMatch(part -> part.variable().equals(variable));
    }
}
