package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is thrown in place of {@code dev.failover.stub.StatusException} when the service answers with this status. A mapping
 * of the method is stronger than one of the interface. An {@code Optional} stays empty for 404, and a {@code Response} takes
 * any status.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(ErrorMapping.All.class)
public @interface ErrorMapping {
    /** 300 to 599. */
    int status();

    /**
     * Has a constructor that takes one of these, of which the first one in this order is called: a {@code
     * dev.failover.stub.Response<T>}, where {@code T} is read from the body as the result of a method would be; a {@code
     * dev.failover.stub.StatusException}; a text and its cause; a text. A method that waits must declare it if it is
     * checked.
     */
    Class<? extends Exception> exception();

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        /** One for each status. */
        ErrorMapping[] value();
    }
}
