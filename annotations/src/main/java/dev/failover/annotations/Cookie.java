package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as a cookie. All cookies of a call go in one {@code Cookie} field, behind one of {@link Headers}. Null
 * and an empty {@code Optional} are left out; a {@code Collection} or array adds one cookie for each element that is not
 * null; a {@code Map} with keys of type {@code String} adds one cookie an entry. Nothing is encoded: a value that holds a
 * character which a cookie cannot have (RFC 6265, section 4.1.1), such as {@code ;} or a space, throws {@link
 * IllegalArgumentException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Cookie {
    /** The name of the cookie; by default the name of the parameter. A {@code Map} brings its own names. */
    String value() default "";
}
