package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is sent in place of null or an empty {@code Optional}. The compiler checks that the text is a value of the
 * parameter's type: a text, number, {@code Boolean}, {@code Character}, constant of an enum, {@code UUID}, {@code URI} or
 * type of {@code java.time}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Default {
    /** The value as it is sent; of an enum, the name of the constant. */
    String value();
}
