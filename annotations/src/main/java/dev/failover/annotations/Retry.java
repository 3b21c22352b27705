package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How often a call is attempted, and after what.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. On a method it is stronger than on the interface, and the configuration of the
 * service is stronger than both.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Retry {
    /**
     * {@code retry.max-attempts}: attempts of a call, the first one included, such as {@code "3"}; {@code "1"} means no
     * retry.
     */
    String maxAttempts() default "";

    /** {@code retry.base-delay}: the wait before a call goes back to an endpoint, such as {@code "100ms"}. */
    String baseDelay() default "";

    /** {@code retry.max-delay}: the longest such wait, such as {@code "2s"}. */
    String maxDelay() default "";

    /** {@code retry.multiplier}: the growth of the wait, such as {@code "2"}. */
    String multiplier() default "";

    /** {@code retry.jitter}: the share of the wait that is random, such as {@code "50%"}. */
    String jitter() default "";

    /** {@code retry.max-retry-after}: the longest {@code Retry-After} that is waited for, such as {@code "10s"}. */
    String maxRetryAfter() default "";

    /** {@code retry.on-status}: the statuses that are worth another attempt, such as {@code "502, 503"}. */
    String onStatus() default "";

    /** {@code retry.on}: exceptions that are worth another attempt, with their subclasses. */
    Class<? extends Throwable>[] on() default {};

    /** {@code retry.abort-on}: exceptions that end the call, with their subclasses. */
    Class<? extends Throwable>[] abortOn() default {};

    /** {@code retry.budget.ratio}, such as {@code "20%"}; on the interface only, as all calls of the service share the budget. */
    String budgetRatio() default "";

    /** {@code retry.budget.floor}, such as {@code "3"}; on the interface only. */
    String budgetFloor() default "";

    /** {@code retry.budget.window}, such as {@code "10s"}; on the interface only. */
    String budgetWindow() default "";
}
