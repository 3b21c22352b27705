package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that sending the request twice does what sending it once does, so that it may be repeated on another endpoint even
 * when the first one may have seen it. Needed for {@code POST} and {@code PATCH} only, and for methods without a verb, which
 * delegates carry out. On the interface it is for all of those methods that do not have their own.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {
    /**
     * A header field, such as {@code Idempotency-Key}, that gets a fresh random key for each call of the method; all
     * attempts of that call send the same one. A parameter with {@link Header} of this name brings its own key instead,
     * unless it is null. Empty sends none: the request is repeatable as it is. Not for methods that delegates carry out.
     */
    String header() default "";
}
