package shop;

import dev.failover.annotations.*;
import dev.failover.stub.Response;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@FailoverService(name = "orders")
interface Returns<T> { // error: FS023 Returns is generic (<T>)
    @GET("/")
    IntStream stream(); // error: FS021 stream returns java.util.stream.IntStream, which only Stream<Integer> can stand for

    @GET("/")
    Iterator<Order> iterator(); // error: FS021 which would read the body after the call has ended

    @GET("/")
    @SuppressWarnings("rawtypes")
    Stream rawStream(); // error: FS022 rawStream returns raw Stream

    @GET("/")
    Optional<Stream<? extends Order>> wildcards(); // error: FS022 wildcards returns Optional<Stream<? extends Returns.Order>>

    @GET("/")
    Future<List<Order>> future(); // error: FS021 Return List<Returns.Order>, Response<List<Returns.Order>>

    @GET("/")
    CompletionStage<CompletionStage<Order>> twice(); // error: FS021 which wraps twice

    @GET("/")
    Optional<Response<Order>> inside(); // error: FS021 which wraps twice

    @GET("/")
    Optional<Void> never(); // error: FS021 which would always be empty

    @GET("/")
    Reader bytes(); // error: FS021 java.io.Reader

    @HEAD("/")
    InputStream headStream(); // error: FS024 headStream returns InputStream

    @GET("/")
    OptionalInt number(); // error: FS021 only Optional<Integer>

    @GET("/")
    @SuppressWarnings("rawtypes")
    List raw(); // error: FS022 raw returns raw List

    @GET("/")
    @SuppressWarnings("rawtypes")
    CompletableFuture rawFuture(); // error: FS022 rawFuture returns raw CompletableFuture

    @GET("/")
    CompletionStage<Map<String, ?>> wildcard(); // error: FS022 wildcard returns CompletionStage<Map<String, ?>>

    @GET("/")
    <X> X generic(Class<X> type); // error: FS023 generic is generic (<X>)

    @HEAD("/")
    Order head(); // error: FS024 head returns Returns.Order

    @HEAD("/")
    Response<String> headText(); // error: FS024 headText returns Response<String>

    @HEAD("/")
    Response<Void> fine();

    class Order {}
}
