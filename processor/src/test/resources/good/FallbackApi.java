package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.Fallback;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@FailoverService(name = "prices")
@Fallback(FallbackApi.Nothing.class)
public interface FallbackApi {
    @GET("/prices/{id}")
    @Fallback(method = "listPrice")
    int price(String id, boolean failure);

    default int listPrice(String id, boolean failure, Throwable cause) {
        return 1;
    }

    @GET("/names/{id}")
    @Fallback(method = "noName")
    CompletionStage<String> name(String id);

    static CompletableFuture<String> noName(String id) {
        return CompletableFuture.completedFuture(id);
    }

    @POST("/seen")
    @Fallback(method = "forget")
    void seen(String id);

    default void forget(String id, Exception cause) throws Exception {
        throw cause;
    }

    @GET("/all")
    String all();

    /** Says nothing. */
    class Nothing implements FallbackApi {
        @Override
        public int price(String id, boolean failure) {
            return 0;
        }

        @Override
        public CompletionStage<String> name(String id) {
            return CompletableFuture.completedFuture("");
        }

        @Override
        public void seen(String id) {}

        @Override
        public String all() {
            return "";
        }
    }
}
