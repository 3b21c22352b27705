package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Responses are kept and used again, as far as HTTP allows it (RFC 9111): the server says for how long.
 *
 * <p>On an interface it switches the cache of the service on, for all calls of the service, from other interfaces too. On a
 * method it lets the calls of this method use it: without the annotation on the interface only methods that have it do. All
 * calls of a service share one cache. Not for interfaces whose work delegates carry out.
 *
 * <p>Every attribute is written as the configuration writes the key of its name, is checked when the interface is compiled,
 * and, but for {@link #enabled}, changes nothing when it is left out. On a method it is stronger than on the interface, and the
 * configuration of the service is stronger than both.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Cached {
    /** {@code cache.enabled}; left out it is {@code "true"}. {@code "false"} is for a method that is to ask each time. */
    String enabled() default "";

    /**
     * {@code cache.stale-if-error}: how long after it became stale a response may be used when no endpoint has a good one, such
     * as {@code "1h"}, where the server does not say so itself.
     */
    String staleIfError() default "";

    /**
     * {@code cache.stale-while-revalidate}: how long after it became stale a response may be used while it is validated in the
     * background, such as {@code "10s"}, where the server does not say so itself.
     */
    String staleWhileRevalidate() default "";

    /** {@code cache.shared}, such as {@code "true"}; on the interface only, as all calls of the service share the cache. */
    String shared() default "";

    /** {@code cache.max-entries}, such as {@code "5000"}; on the interface only. */
    String maxEntries() default "";

    /** {@code cache.max-object-size}, such as {@code "64KB"}; on the interface only. */
    String maxObjectSize() default "";

    /** {@code cache.heuristic}, such as {@code "false"}; on the interface only. */
    String heuristic() default "";

    /** {@code cache.targeted-fields}, such as {@code "CDN-Cache-Control"}; on the interface only. */
    String targetedFields() default "";
}
