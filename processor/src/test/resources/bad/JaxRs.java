package shop;

import dev.failover.annotations.FailoverService;
import java.util.List;
import javax.ws.rs.*;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;

@FailoverService(name = "orders")
@Path("/orders")
@RegisterProvider(Object.class) // warning: FS061 @RegisterProvider: what it names needs MicroProfile at run time
interface JaxRs {
    @GET
    @Path("{id}") // error: FS011 {id} in "
    String find(@PathParam("ident") String id); // error: FS012 but @PathParam says that id goes there. Add {ident} to the path or make it @QueryParam.

    @GET
    @Path("a/{id") // error: FS010 has an opening brace at column 11 that is never closed
    String open(@PathParam("id") String id);

    @GET
    String matrix(@MatrixParam("color") String color); // error: FS060 Put ;color={color} into @Path and use @PathParam("color")

    @GET
    String context(@Context UriInfo uri); // error: FS060 @Context has no counterpart in a generated client: it is the server's

    @GET
    String cookie(@CookieParam("c") javax.ws.rs.core.Cookie c); // error: FS060 only JAX-RS knows how it is sent

    @GET
    String bodied(List<String> filter); // error: FS020 @GET cannot carry a body (parameter filter). Use @POST, or @QueryParam for its fields.

    @GET
    String encoded(@QueryParam("q") @Encoded String q); // warning: FS061 @Encoded: values are percent-encoded all the same

    @GET
    Response raw(); // error: FS021 raw returns javax.ws.rs.core.Response

    @GET
    String number(@QueryParam("n") @DefaultValue("x") Integer n); // error: FS030 @DefaultValue("x") is not an int

    @POST
    @Consumes({
        "application/json",
        "text/plain" // warning: FS061 @Consumes with several types: a body has one, so application
    })
    void several(List<String> body);

    @GET
    @ClientHeaderParam(name = "X", value = "{nobody}") // error: FS060 "{nobody}" has no counterpart in a generated client: it names no default or static method of JaxRs
    String computed();

    @GET
    @ClientHeaderParam(name = "X", value = "a", required = false) // warning: FS061 Return null in its place
    String optional();

    @GET
    @POST // error: FS007 twice has @GET and @POST
    String twice();

    String nothing(); // error: FS005 Give it a verb, such as @GET @Path("/nothing"), make it default
}
