package shop;

import dev.failover.annotations.FailoverService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@FailoverService // error: FS009
@Path("/orders/}") // error: FS010 "/orders/}" has a closing brace at column 9
interface Prefixes {
    @GET
    String find();

    @GET
    @Path("all")
    String all();
}
