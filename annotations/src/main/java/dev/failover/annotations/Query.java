package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as {@code ?name=value}, percent-encoded. Null and an empty {@code Optional} are left out; a {@code
 * Collection} or array repeats the name for each element that is not null, unless {@link #style} says otherwise; a {@code
 * Map} with keys of type {@code String} adds one parameter an entry.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Query {
    /** The name in the query; by default the name of the parameter. A {@code Map} brings its own names. */
    String value() default "";

    /**
     * How the elements of a collection, an array, or a collection in a map are written; or, as {@link Style#DEEP_OBJECT}, the
     * members of an object.
     */
    Style style() default Style.REPEAT;
}
