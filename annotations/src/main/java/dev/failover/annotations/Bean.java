package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sends what is in a parameter, as if each component of the record, each public getter and each public field were a
 * parameter of its own, with the same annotations and the same defaults: bound by its name in the template, by {@link
 * Path}, {@link Query}, {@link Header} and so on, else a field of the {@link Form} or a part of the {@link Multipart} body,
 * else a query parameter. An annotation may also stand on a private field that has a getter. The compiler takes it apart;
 * nothing is looked up at run time. A null throws {@link IllegalArgumentException}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Bean {}
