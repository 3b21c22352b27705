package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Fallback(method = "cached") // error: FS038 @Fallback on Fallbacks needs one thing to call
interface Fallbacks {
    @GET("/{id}")
    @Fallback // error: FS038 @Fallback on none needs one thing to call
    String none(String id);

    @GET("/{id}")
    @Fallback(value = Good.class, method = "cached") // error: FS038 @Fallback on both needs one thing to call
    String both(String id);

    @GET("/{id}")
    @Fallback(method = "cachd") // error: FS038 @Fallback(method = "cachd"): Fallbacks has no such method. Did you mean cached?
    String misspelled(String id);

    @GET("/{id}")
    @Fallback(method = "somethingElse") // error: FS038 Write a default method of this name.
    String missing(String id);

    @GET("/{id}")
    @Fallback(method = "good") // error: FS038 good is abstract, but a fallback needs a body
    String withoutBody(String id);

    @GET("/{id}/{part}")
    @Fallback(method = "cached") // error: FS038 cached must take (java.lang.String, int) or (java.lang.String, int, Throwable)
    String parameters(String id, int part);

    @GET("/{id}")
    @Fallback(method = "number") // error: FS038 number returns int, but result returns String
    String result(String id);

    @GET("/{id}")
    @Fallback(Other.class) // error: FS039 Other does not implement Fallbacks
    String other(String id);

    @GET("/{id}")
    @Fallback(Hidden.class) // error: FS039 Hidden needs a visible constructor without parameters
    String hidden(String id);

    @GET("/{id}")
    @Fallback(method = "cached")
    String good(String id);

    default String cached(String id, Throwable cause) {
        return id;
    }

    default int number(String id) {
        return 1;
    }

    abstract class Good implements Fallbacks {}

    class Other {}

    abstract class Hidden implements Fallbacks {}
}
