package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The base URL of this one call, a {@code java.net.URI}: scheme, host, and if need be port and path. The call goes there and
 * to no endpoint of the service, by the policies of the service and with its limits; a base URL that is none of the
 * service's own gets a circuit breaker of its own and never the service's key. Null leaves the choice to the service.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD})
public @interface Endpoint {}
