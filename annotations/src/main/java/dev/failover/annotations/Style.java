package dev.failover.annotations;

/**
 * How several values become a query. Null elements are left out, and so is the parameter when no element is left. Each
 * element is percent-encoded, the separator is as it stands here.
 */
public enum Style {
    /** {@code ids=1&ids=2} */
    REPEAT,
    /** {@code ids=1,2}; a comma in an element becomes {@code %2C}. */
    CSV,
    /** {@code ids=1%202}; an element with a space throws {@link IllegalArgumentException}, as the server could not tell. */
    SSV,
    /** {@code ids=1%092}; an element with a tab throws {@link IllegalArgumentException}. */
    TSV,
    /** {@code ids=1%7C2}, that is {@code 1|2}; an element with {@code |} throws {@link IllegalArgumentException}. */
    PIPES
}
