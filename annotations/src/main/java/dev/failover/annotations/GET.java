package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sends {@code GET}: may be repeated, has no body. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GET {
    /**
     * The path below the endpoint's base URL, such as {@code /orders/{id}} or {@code /orders{?status,page}}; {@code /}
     * is the base URL itself. <code>${version}</code> stands for a property as in {@link Headers}, percent-encoded.
     */
    String value() default "";
}
