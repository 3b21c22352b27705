package shop;

import dev.failover.annotations.GET;
import java.util.List;

public interface Listed<T> {
    @GET("/")
    List<T> list();

    default T first() {
        return list().get(0);
    }
}
