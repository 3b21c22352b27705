package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a parameter into the path, percent-encoded, in place of {@code {name}}. Needed only when the names differ. A null,
 * an empty value, {@code "."} and {@code ".."} throw {@link IllegalArgumentException}: they would call another resource.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Path {
    /** The variable in the template; by default the name of the parameter. */
    String value() default "";
}
