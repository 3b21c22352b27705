package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as a field of a {@link Form}, percent-encoded. Null and an empty {@code Optional} are left out; a
 * {@code Collection} or array repeats the name for each element that is not null; a {@code Map} with keys of type {@code
 * String} adds one field an entry. Needed only when the names differ.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Field {
    /** The name of the field; by default the name of the parameter. A {@code Map} brings its own names. */
    String value() default "";
}
