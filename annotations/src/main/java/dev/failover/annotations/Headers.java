package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Header fields that are always the same. On the interface they go with every method; a field of the method replaces one of
 * that name of the interface.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Headers {
    /**
     * Each reads {@code Name: value}. In the value <code>${tenant}</code> stands for the property {@code tenant} that the
     * configuration has for the service ({@code properties = tenant=acme}) when the client is made, <code>
     * ${tenant:-acme}</code> for {@code acme} when it has none.
     */
    String[] value();
}
