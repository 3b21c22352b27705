package dev.failover.processor.wild;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.service.annotation.HttpExchange;

/** As the Spring generator of OpenAPI writes it for HTTP interfaces, with useResponseEntity=false. */
public interface PetHttpApi {
    String PATH_ADD = "/pet";

    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "POST",
            value = PetHttpApi.PATH_ADD,
            accept = {"application/json"},
            contentType = "application/json")
    void addPet(@RequestBody Pet pet);

    String PATH_ONE = "/pet/{petId}";

    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "DELETE",
            value = PetHttpApi.PATH_ONE,
            accept = {})
    void deletePet(
            @PathVariable("petId") Long petId,
            @RequestHeader(value = "api_key", required = false) @Nullable String apiKey);

    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "GET",
            value = "/pet/findByStatus",
            accept = {"application/json", "application/xml"})
    List<Pet> findPetsByStatus(@RequestParam(value = "status") List<String> status);

    @Deprecated
    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "GET",
            value = "/pet/findByTags",
            accept = {"application/json", "application/xml"})
    Set<Pet> findPetsByTags(@RequestParam(value = "tags") Set<String> tags);

    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "GET",
            value = PetHttpApi.PATH_ONE,
            accept = {"application/json", "application/xml"})
    Pet getPetById(@PathVariable("petId") Long petId);

    @ResponseStatus(HttpStatus.METHOD_NOT_ALLOWED)
    @HttpExchange(
            method = "POST",
            value = PetHttpApi.PATH_ONE,
            accept = {},
            contentType = "application/x-www-form-urlencoded")
    void updatePetWithForm(
            @PathVariable("petId") Long petId,
            @RequestParam(value = "name", required = false) String name,
            @RequestParam(value = "status", required = false) String status);

    @ResponseStatus(HttpStatus.OK)
    @HttpExchange(
            method = "POST",
            value = "/pet/{petId}/uploadImage",
            accept = {"application/json"},
            contentType = "multipart/form-data")
    UploadResult uploadFile(
            @PathVariable("petId") Long petId,
            @RequestParam(value = "additionalMetadata", required = false) String additionalMetadata,
            @RequestPart(value = "file", required = false) byte[] file);
}
