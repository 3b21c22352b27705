package shop;

import dev.failover.annotations.DELETE;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import java.util.List;
import java.util.concurrent.CompletionStage;

public interface Crud<T, K extends Comparable<K>> extends Listed<T>, Pinged {
    @GET("/{id}")
    T find(K id);

    @POST("/")
    CompletionStage<T> create(T item);

    @POST("/all")
    void createAll(List<? extends T> items);

    @DELETE("/{id}")
    void delete(K id);
}
