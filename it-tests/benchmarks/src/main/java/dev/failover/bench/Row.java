package dev.failover.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which rows of the table a JMH benchmark fills. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Row {
    String benchmark();

    String subject();

    /** Shares of attempts that fail, in percent; each is a benchmark of its own. Needs {@link Work} among the states. */
    int[] failures() default {};

    /** Whether a quick run measures it in every combination, and not in the first one only. */
    boolean decisive() default false;

    /** With more threads it does not come to an end. */
    int maxThreads() default Integer.MAX_VALUE;
}
