package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When an endpoint of the service gets no calls for a while.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and changes nothing when it is left out. It holds for all calls of the service, from other interfaces too; what is
 * registered or configured for the service is stronger.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CircuitBreaker {
    /** {@code breaker.mode}, such as {@code "observe"}. */
    String mode() default "";

    /**
     * {@code breaker.failure-threshold}: failures in a row, such as {@code "5"}, or a share of the latest calls, such as
     * {@code "50%"}.
     */
    String failureThreshold() default "";

    /** {@code breaker.window}: which calls are the latest, such as {@code "100"} or {@code "10s"}. */
    String window() default "";

    /** {@code breaker.minimum-calls}, such as {@code "20"}. */
    String minimumCalls() default "";

    /** {@code breaker.slow-call}: an attempt that takes longer is slow, such as {@code "2s"}. */
    String slowCall() default "";

    /** {@code breaker.slow-rate}: the share of slow calls that opens the breaker, such as {@code "80%"}. */
    String slowRate() default "";

    /** {@code breaker.recovery-time}: how long calls are kept away, such as {@code "10s"}. */
    String recoveryTime() default "";

    /** {@code breaker.recovery-multiplier}, such as {@code "2"}. */
    String recoveryMultiplier() default "";

    /** {@code breaker.max-recovery-time}, such as {@code "2m"}. */
    String maxRecoveryTime() default "";

    /** {@code breaker.recovery-jitter}, such as {@code "10%"}. */
    String recoveryJitter() default "";

    /** {@code breaker.probes}: probes at once, such as {@code "1"}. */
    String probes() default "";

    /** {@code breaker.probe-successes}: probes that must succeed, such as {@code "1"}. */
    String probeSuccesses() default "";

    /** {@code breaker.probe-lease}, such as {@code "60s"}. */
    String probeLease() default "";

    /** {@code breaker.ignore}: exceptions that say nothing about the endpoint, with their subclasses. */
    Class<? extends Throwable>[] ignore() default {};
}
