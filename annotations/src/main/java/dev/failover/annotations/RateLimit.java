package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many attempts the service gets in a time.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. It holds for all calls of the service, from other interfaces too; what is
 * registered or configured for the service is stronger.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RateLimit {
    /** {@code limiter.rate}, such as {@code "10/s, 5000/h"}. */
    String rate() default "";

    /** {@code limiter.burst}: calls that may go at once after a pause, such as {@code "20"}. */
    String burst() default "";

    /** {@code limiter.wait}: the longest wait of a call, such as {@code "100ms"}. */
    String maxWait() default "";

    /** {@code limiter.from-server}: whether what the server says of its limit counts too, such as {@code "true"}. */
    String fromServer() default "";

    /** {@code limiter.max-reset}, such as {@code "1h"}. */
    String maxReset() default "";
}
