package shop;

import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@FailoverService
@RegisterRestClient(baseUri = "https://a.example/v1", configKey = "jaxrs-items")
@Path("/shops/{shop}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
@ClientHeaderParam(name = "X-Client", value = "web")
@ClientHeaderParam(name = "Authorization", value = "{token}")
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.25, delay = 3000, skipOn = IllegalStateException.class)
public interface JaxRsApi {
    @GET
    @Path("items/{id: [0-9]{1,9}}")
    @Retry(maxRetries = 2, delay = 100, jitter = 50, maxDuration = 5000)
    @Timeout(500)
    @Fallback(fallbackMethod = "none")
    Item find(@PathParam("shop") String shop, @PathParam("id") long id);

    default Item none(String shop, long id) {
        return null;
    }

    @GET
    @Cached(staleIfError = "1h")
    List<Item> list(
            @PathParam("shop") String shop,
            @QueryParam("page") @DefaultValue("1") Integer page,
            @HeaderParam("X-Trace") String trace,
            @CookieParam("session") String session,
            @BeanParam Filter filter);

    @POST
    CompletionStage<Item> create(@PathParam("shop") String shop, Item item);

    @PUT
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_PLAIN)
    @ClientHeaderParam(name = "Authorization", value = "none")
    String login(
            @PathParam("shop") String shop, @FormParam("user") String user, @FormParam("password") String password);

    @DELETE
    @Path("/items/{id}")
    void remove(@PathParam("shop") String shop, @PathParam("id") long id);

    @Report
    @Path("items")
    String report(@PathParam("shop") String shop, String query);

    default String token(String header) {
        return header + " of the user";
    }

    /** Its members say where they go; what says nothing stays where it is. */
    class Filter {
        @QueryParam("color")
        private String color;

        private String note;

        public String getColor() {
            return color;
        }

        public String getNote() {
            return note;
        }
    }

    /** A method of one's own. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpMethod("REPORT")
    @interface Report {}
}
