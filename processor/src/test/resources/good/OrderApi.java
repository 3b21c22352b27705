package shop;

import dev.failover.annotations.Body;
import dev.failover.annotations.DELETE;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Header;
import dev.failover.annotations.Headers;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.PATCH;
import dev.failover.annotations.POST;
import dev.failover.annotations.PUT;
import dev.failover.annotations.Path;
import dev.failover.annotations.Query;
import dev.failover.stub.Response;
import java.util.List;
import java.util.Optional;

@FailoverService(name = "orders", endpoints = {"https://a.example", "https://b.example/api"})
@Headers("X-Client: shop")
public interface OrderApi {
    @GET("/orders/{id}")
    Order find(String id);

    @GET("/orders/{id}")
    Optional<Order> findIfThere(@Path("id") long number);

    @GET("/orders{?status,page}")
    List<Order> list(String status, int page, List<String> tag, @Header("X-Trace") String trace);

    @GET("/orders?sort=date&q={text}")
    Response<List<Order>> search(@Query("text") String words);

    @POST("/orders")
    @Idempotent(header = "Idempotency-Key")
    Order create(Order order);

    @POST("/orders/bulk")
    @Headers({"X-Client: bulk", "Accept: application/json;v=2"})
    int createAll(List<Order> orders, @Query("dry") boolean dry);

    @PUT("/orders/{id}/note")
    void note(String id, @Body String text);

    @PATCH("/orders/{id}")
    Response<Void> change(String id, Order change);

    @DELETE("/orders/{id}")
    void delete(String id);

    default Order first() {
        return find("1");
    }

    static String about() {
        return "orders";
    }

    final class Order {
        public String id;
    }
}
