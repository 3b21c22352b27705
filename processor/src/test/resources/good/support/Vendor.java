package shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(baseUri = "https://vendor.example", configKey = "vendor")
@ClientHeaderParam(name = "X-Vendor", value = "yes")
@Path("/vendor")
@Produces("text/plain")
public interface Vendor {
    @GET
    String all();
}
