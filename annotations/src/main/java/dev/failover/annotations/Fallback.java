package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a method gives when its call has failed, after all retries: no endpoint answered, the call was rejected, the status was
 * not 2xx, or the body could not be read. Not when an argument was refused, and not when the caller was interrupted or has
 * cancelled the call. A fallback that fails does not hide what it was for: the caller gets the exception of the call, with
 * that of the fallback as a suppressed one.
 *
 * <p>One of the two attributes is set. On the interface, where it is for all methods without their own, it is a class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Fallback {
    /**
     * The name of a default or static method of the interface that returns the same and takes the same parameters, or these
     * and the exception as a {@code Throwable} or {@code Exception}.
     */
    String method() default "";

    /** A class that implements the interface and has a constructor without parameters; its method of this name is called. */
    Class<?> value() default void.class;
}
