package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;

@FailoverService(name = "products")
public interface ProductApi extends Crud<ProductApi.Product, Long>, Pinged, Listed<ProductApi.Product> {
    @GET("/newest")
    Product newest();

    @Override
    @GET("/products/{id}/details")
    Product find(Long id);

    class Product {
        public long id;
    }

    /** Hides the runtime's class of that name from the generated code. */
    class Request {}
}
