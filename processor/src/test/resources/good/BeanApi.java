package shop;

import dev.failover.annotations.Bean;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Form;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import shop.Paging.Filter;

@FailoverService(name = "beans")
public interface BeanApi {
    @GET("/orders/{tenant}{?status}")
    String list(@Bean Filter filter, String like);

    @POST("/orders/{tenant}")
    @Form
    String form(@Bean Filter search);

    @POST("/orders/{tenant}")
    String body(@Bean Filter filter, String body);
}
