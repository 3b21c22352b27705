package dev.failover.processor.roundtrip;

import dev.failover.annotations.FailoverService;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What JAX-RS and MicroProfile can say. */
@FailoverService
@RegisterRestClient(configKey = "jaxrs")
@Path("/things/")
@Consumes({"application/json"})
@Produces("application/json")
@ClientHeaderParam(name = "X-Client", value = "web")
@ClientHeaderParam(name = "X-Computed", value = "{computed}")
public interface JaxRsApi {
    @GET
    String all();

    @GET
    @Path("/{id : [0-9a-z/?=]{1,9}}/parts")
    String parts(
            @PathParam("id") String id,
            @QueryParam("q") List<String> q,
            @QueryParam("size") @DefaultValue("10") Integer size,
            @HeaderParam("X-Trace") String trace,
            @CookieParam("session") String session);

    @POST
    CompletionStage<String> create(List<Integer> numbers);

    @POST
    @Path("login")
    @Consumes("application/x-www-form-urlencoded")
    @ClientHeaderParam(name = "X-Computed", value = "not")
    String login(@BeanParam Login login);

    @DELETE
    @Path("{id}")
    @Produces("text/plain")
    String removeBecause(@PathParam("id") String id, String reason);

    @GET
    @Path("flaky")
    @Retry(maxRetries = 2, delay = 1, jitter = 0)
    String flaky();

    @GET
    @Path("slow")
    @Retry(maxRetries = 0)
    @Timeout(50)
    @Fallback(fallbackMethod = "instead")
    String slow(@QueryParam("q") String q);

    default String instead(String q) {
        return "instead of " + q;
    }

    default String computed(String header) {
        return "for " + header;
    }

    /** Fields that a getter shows. */
    class Login {
        @FormParam("user")
        private final String user;

        @QueryParam("next")
        private final String next;

        Login(String user, String next) {
            this.user = user;
            this.next = next;
        }

        public String getUser() {
            return user;
        }

        public String getNext() {
            return next;
        }

        public String getSecret() {
            return "not sent";
        }
    }
}
