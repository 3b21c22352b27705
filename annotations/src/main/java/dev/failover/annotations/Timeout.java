package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a call may take.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. On a method it is stronger than on the interface, and the configuration of the
 * service is stronger than both.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Timeout {
    /** {@code deadline}: the whole call with all its attempts and waits, such as {@code "5s"}; {@code "0"} means no bound. */
    String deadline() default "";

    /** {@code timeout.attempt}: one attempt, such as {@code "500ms"}; {@code "0"} means no bound. */
    String attempt() default "";

    /** {@code timeout.connect}: opening a connection, such as {@code "1s"}; {@code "0"} means no bound. */
    String connect() default "";
}
