package dev.failover.annotations;

/**
 * How several values, or one with several members, become a query. Null elements are left out, and so is the parameter when no element is left. Each
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
    PIPES,
    /**
     * {@code filter[name]=x&filter[age]=3}, with the brackets percent-encoded: of a {@code Map} each entry, of a record or bean
     * each component, getter or public field, under the name that its own {@link Query} or else its declaration gives it. A map
     * in it, and a record or bean that has no text of its own or has {@link Bean}, goes one level deeper ({@code
     * filter[size][min]=1}); a collection repeats its name. What is null is left out. The compiler takes objects apart; nothing is
     * looked up at run time.
     */
    DEEP_OBJECT
}
