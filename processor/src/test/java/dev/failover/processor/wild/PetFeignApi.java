package dev.failover.processor.wild;

import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.io.File;
import java.util.HashMap;
import java.util.List;

/** As the Java generator of OpenAPI writes it for Feign. */
public interface PetFeignApi extends ApiClient.Api {
    @RequestLine("POST /pet")
    @Headers({
        "Content-Type: application/json",
        "Accept: application/json",
    })
    void addPet(Pet pet);

    @RequestLine("DELETE /pet/{petId}")
    @Headers({"Accept: application/json", "api_key: {apiKey}"})
    void deletePet(@Param("petId") Long petId, @Param("apiKey") String apiKey);

    @RequestLine("GET /pet/findByStatus?status={status}")
    @Headers({
        "Accept: application/json,application/xml",
    })
    List<Pet> findPetsByStatus(@Param("status") List<String> status);

    @RequestLine("GET /pet/findByStatus?status={status}")
    @Headers({
        "Accept: application/json,application/xml",
    })
    List<Pet> findPetsByStatus(@QueryMap(encoded = true) FindPetsByStatusQueryParams queryParams);

    /** Written in a row. */
    class FindPetsByStatusQueryParams extends HashMap<String, Object> {
        private static final long serialVersionUID = 1;

        public FindPetsByStatusQueryParams status(List<String> value) {
            put("status", String.join(",", value));
            return this;
        }
    }

    @RequestLine("POST /pet/{petId}")
    @Headers({
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: application/json",
    })
    void updatePetWithForm(@Param("petId") Long petId, @Param("name") String name, @Param("status") String status);

    @RequestLine("POST /pet/{petId}/uploadImage")
    @Headers({
        "Content-Type: multipart/form-data",
        "Accept: application/json",
    })
    UploadResult uploadFile(
            @Param("petId") Long petId,
            @Param("additionalMetadata") String additionalMetadata,
            @Param("file") File file);
}
