package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends the body as {@code multipart/form-data} (RFC 7578): one {@link Part} for each parameter that nothing else binds. The
 * body is held in memory, so that another endpoint can get it again.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Multipart {}
