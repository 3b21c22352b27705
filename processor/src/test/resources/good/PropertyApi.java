package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Header;
import dev.failover.annotations.Headers;
import java.util.List;

@FailoverService(name = "properties")
@Headers({"X-Tenant: t-${tenant}/${region:-eu}", "X-Fixed: yes"})
public interface PropertyApi {
    @GET("/${api.version:-v1}/orders/{id}")
    String find(String id);

    @GET("${tenant}/orders?v=${api.version:-v1}&fixed=1&a=b${region}c&q={q}")
    @Headers("X-Tenant: none")
    String search(String q, String tenantProperty);

    @GET("/plain")
    List<String> plain(@Header("X-Tenant") String tenant);
}
