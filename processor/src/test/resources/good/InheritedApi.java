package shop;

import dev.failover.annotations.FailoverService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@FailoverService
public interface InheritedApi extends Vendor {
    @GET
    @Path("more")
    String more();
}
