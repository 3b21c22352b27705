package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that sending the request twice does what sending it once does, so that it may be repeated on another endpoint even
 * when the first one may have seen it. Needed for {@code POST} and {@code PATCH} only.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Idempotent {
    /**
     * A header field, such as {@code Idempotency-Key}, that gets a fresh random key for each call of the method; all
     * attempts of that call send the same one. A parameter with {@link Header} of this name brings its own key instead,
     * unless it is null. Empty sends none: the request is repeatable as it is.
     */
    String header() default "";
}
