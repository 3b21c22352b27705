package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import java.io.IOException;
import java.util.List;

class Outdated {
    @FailoverService(name = "outdated")
    interface Api {
        @Deprecated
        @GET("/old")
        String old();

        @GET("/money/*/$each")
        String money() throws IOException;

        @GET("/legacy")
        @SuppressWarnings({"deprecation", "rawtypes"})
        Legacy legacy(List raw);
    }
}
