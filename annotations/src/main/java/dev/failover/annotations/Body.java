package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends a parameter as the body: {@code String} and {@code byte[]} as they are; {@code File}, {@code Path} and {@code
 * InputStream} while they are read, the latter not closed, and never sent again once it was begun; everything else by the
 * codec. Needed only where more than one parameter is left over, or the verb usually has no body. Null throws {@link
 * IllegalArgumentException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Body {}
