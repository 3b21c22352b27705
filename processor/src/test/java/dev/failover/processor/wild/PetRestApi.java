package dev.failover.processor.wild;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.File;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** As the Java generator of OpenAPI writes it for MicroProfile. */
@RegisterRestClient(configKey = "petstore")
@RegisterProvider(PetRestApi.Mapper.class)
@Path("")
public interface PetRestApi {
    /** It would make exceptions of answers. */
    final class Mapper {}

    @PUT
    @Path("/pet")
    @Consumes({"application/xml", "application/json"})
    void updatePet(Pet pet) throws ProcessingException;

    @DELETE
    @Path("/pet/{petId}")
    void deletePet(@PathParam("petId") Long petId, @HeaderParam("api_key") String apiKey) throws ProcessingException;

    @GET
    @Path("/pet/findByStatus")
    @Produces({"application/json"})
    List<Pet> findPetsByStatus(@QueryParam("status") List<String> status) throws ProcessingException;

    @POST
    @Path("/pet/{petId}")
    @Consumes({"application/x-www-form-urlencoded"})
    void updatePetWithForm(
            @PathParam("petId") Long petId, @FormParam("name") String name, @FormParam("status") String status)
            throws ProcessingException;

    @POST
    @Path("/pet/{petId}/uploadImage")
    @Consumes({"multipart/form-data"})
    @Produces({"application/json"})
    UploadResult uploadFile(
            @PathParam("petId") Long petId,
            @FormParam("additionalMetadata") String additionalMetadata,
            @FormParam("file") File file)
            throws ProcessingException;
}
