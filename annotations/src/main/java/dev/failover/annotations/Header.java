package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as a header field. Null and an empty {@code Optional} are left out; a {@code Collection} or array adds
 * one field for each element that is not null; a {@code Map} with keys of type {@code String} adds one field an entry. A
 * value with a line break throws {@link IllegalArgumentException}. It replaces a field of the same name in {@link
 * Headers}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Header {
    /** The name of the field. Only a {@code Map} has none: it brings its own names. */
    String value() default "";
}
