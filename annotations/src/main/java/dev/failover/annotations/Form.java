package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends the body as {@code application/x-www-form-urlencoded}: one {@link Field} for each parameter that nothing else
 * binds. A {@code Content-Type} of {@link Headers} replaces the usual one.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Form {}
