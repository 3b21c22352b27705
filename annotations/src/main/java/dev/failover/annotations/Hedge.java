package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A second attempt beside one that is late, for calls that may be repeated.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. On a method it is stronger than on the interface, and the configuration of the
 * service is stronger than both.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Hedge {
    /** {@code hedge.delay}: when an attempt is late, such as {@code "150ms"} or {@code "p95"}; {@code "off"} for never. */
    String delay() default "";

    /** {@code hedge.max}: such attempts of one call, such as {@code "1"}. */
    String max() default "";

    /** {@code hedge.budget}: such attempts as a share of the calls, such as {@code "5%"}. */
    String budget() default "";
}
