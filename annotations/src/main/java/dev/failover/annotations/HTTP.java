package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sends a method that has no annotation of its own, such as {@code QUERY} or those of WebDAV. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface HTTP {
    /** The HTTP method as it is sent; upper and lower case differ. */
    String method();

    /** The path below the endpoint's base URL, as in {@link GET#value}. */
    String path();

    /** Whether a parameter that nothing else binds is the body; otherwise it becomes a query parameter. */
    boolean body() default false;
}
