package dev.failover.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Generates a client for an interface: {@code OrderApi} gets the class {@code OrderApiFailover} in the same package, a
 * nested {@code Shop.OrderApi} gets {@code Shop_OrderApiFailover}.
 *
 * <pre>{@code
 * @FailoverService(name = "orders", endpoints = {"https://a.example", "https://b.example"})
 * public interface OrderApi {
 *   @GET("/orders/{id}")
 *   Order find(String id);
 * }
 *
 * OrderApi orders = OrderApiFailover.create(manager);
 * }</pre>
 *
 * <p>A method returns {@code T}, {@code void}, {@code Optional<T>} (empty for 404 and 204), {@code
 * dev.failover.stub.Response<T>} (any status, with its headers), or {@code CompletionStage} or {@code CompletableFuture}
 * of these. {@code T} is {@code String}, {@code byte[]}, {@code InputStream} or {@code Stream<E>} (to be closed: they
 * read while the body comes, unless the method is asynchronous or uses the cache), or anything that the codec reads. Other answers than 2xx are thrown as {@code dev.failover.stub.StatusException}, or as {@link ErrorMapping} says. Default and static methods stay as they are; methods of
 * super-interfaces, generic ones too, are generated like the interface's own.
 *
 * <p>The interface has annotations of this package, or, in their place, those of JAX-RS, Spring, Feign or Retrofit.
 *
 * <p>An interface that says nothing of HTTP, neither here nor on its methods, gets a decorator of other objects that implement it,
 * with the same policies: <code>PaymentGatewayFailover.of(manager).primary(stripe).secondary(adyen).build()</code>.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface FailoverService {
    /**
     * The name of the service in configuration, metrics and messages: 1 to 63 characters {@code a-z}, {@code 0-9} and
     * {@code -}. Several interfaces may share a service. It may be left out where another annotation of the interface names
     * it, such as MicroProfile's {@code @RegisterRestClient(configKey = "orders")}.
     */
    String name() default "";

    /**
     * Base URLs that can do the same work, in order of preference: scheme, host, port and path. Configuration for the
     * service ({@code service.NAME.endpoints}) replaces them; empty leaves them to configuration alone.
     */
    String[] endpoints() default {};

    /**
     * Generates clients for interfaces that one cannot edit, in the package of what it stands on. Policies, {@link Headers},
     * {@link ErrorMapping} and a {@link Fallback} of all of them stand beside it.
     *
     * <pre>{@code
     * @FailoverService.Import(value = PetApi.class, name = "pets", endpoints = "https://pets.example")
     * @Timeout(attempt = "2s")
     * final class Clients {}
     *
     * PetApi pets = PetApiFailover.create(manager);
     * }</pre>
     */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @interface Import {
        /** Interfaces with annotations of HTTP, in any of the dialects. */
        Class<?>[] value();

        /** As {@link FailoverService#name()}, of all of them. */
        String name() default "";

        /** As {@link FailoverService#endpoints()}, of all of them. */
        String[] endpoints() default {};
    }
}
