package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many attempts may be under way at once.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. It holds for all calls of the service, from other interfaces too; what is
 * registered or configured for the service is stronger.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Pool {
    /** {@code pool.max-per-endpoint}, such as {@code "64"}. */
    String maxPerEndpoint() default "";

    /** {@code pool.max-per-service}, such as {@code "100"}. */
    String maxPerService() default "";

    /** {@code pool.acquire-timeout}: the longest wait of an attempt for its turn, such as {@code "1s"}. */
    String acquireTimeout() default "";

    /** {@code pool.max-waiting}, such as {@code "1000"}. */
    String maxWaiting() default "";

    /** {@code pool.lease-timeout}, such as {@code "10m"}. */
    String leaseTimeout() default "";

    /** {@code pool.adaptive-limit}, such as {@code "on"} or {@code "1-200"}. */
    String adaptiveLimit() default "";
}
