package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import dev.failover.processor.wild.ForecastClient;
import dev.failover.processor.wild.GitHubService;
import dev.failover.processor.wild.Pet;
import dev.failover.processor.wild.PetFeignApi;
import dev.failover.processor.wild.PetHttpApi;
import dev.failover.processor.wild.PetRestApi;
import dev.failover.processor.wild.UploadResult;
import dev.failover.stub.StatusException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces as they are found, imported as they are, against a real server. */
class WildTest {
    private static final String PETS = "[{\"id\":1,\"name\":\"Rex\",\"tags\":[\"a\"]}]";
    private static final Pet REX = new Pet(1L, "Rex", List.of("a"));

    private EchoServer server;
    private FailoverManager manager;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        // Nobody is at the first one: each of these interfaces has failover now.
        manager = FailoverManager.create().serviceOrRegister("wild", EchoServer.refused(), server.url());
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void whatIsNotAllTranslatedIsToldAndNothingElse() {
        assertThat(Stubs.warnings())
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning).startsWith("[FS061] @RegisterProvider"),
                        warning -> assertThat(warning)
                                .startsWith(
                                        "[FS061] @Consumes with several types: a body has one, so application/json"),
                        warning -> assertThat(warning).startsWith("[FS061] @QueryMap(encoded = true)"),
                        warning -> assertThat(warning).startsWith("[FS061] @FeignClient(configuration)"),
                        warning -> assertThat(warning)
                                .startsWith("[FS061] @FeignClient(url)")
                                .contains("https://api.example.com is taken"));
    }

    @Test
    @SuppressWarnings("deprecation")
    void springFromOpenApi() {
        PetHttpApi api = Stubs.create(PetHttpApi.class, manager);
        api.addPet(REX);
        assertThat(server.last().text()).isEqualTo("{\"id\":1,\"name\":\"Rex\",\"tags\":[\"a\"]}");
        api.deletePet(7L, null);
        assertThat(server.last().method()).isEqualTo("DELETE");
        assertThat(server.last().target()).isEqualTo("/base/pet/7");
        assertThat(server.last().header("Api_key")).isNull();
        server.answersJson(PETS);
        assertThat(api.findPetsByStatus(List.of("sold", "new"))).containsExactly(REX);
        assertThat(server.last().target()).isEqualTo("/base/pet/findByStatus?status=sold&status=new");
        assertThat(api.findPetsByTags(Set.of("a b"))).containsExactly(REX);
        assertThat(server.last().target()).isEqualTo("/base/pet/findByTags?tags=a%20b");
        assertThatThrownBy(() -> api.findPetsByStatus(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status is null");
        api.updatePetWithForm(7L, "Rex & Co", null);
        assertThat(server.last().text()).isEqualTo("name=Rex%20%26%20Co");
        server.answersJson("{\"code\":1,\"message\":\"ok\"}");
        assertThat(api.uploadFile(7L, "m", new byte[] {'x'})).isEqualTo(new UploadResult(1, "ok"));
        assertThat(server.last().target()).isEqualTo("/base/pet/7/uploadImage?additionalMetadata=m");
        assertThat(server.last().text()).contains("name=\"file\"");
        server.answers(404, "text/plain", "");
        assertThatThrownBy(() -> api.getPetById(7L)).isInstanceOf(StatusException.class);
    }

    @Test
    void microProfileFromOpenApi(@TempDir Path folder) throws IOException {
        PetRestApi api = Stubs.create(PetRestApi.class, manager);
        api.updatePet(REX);
        assertThat(server.last().header("Content-type")).isEqualTo("application/json");
        assertThat(server.last().text()).contains("\"Rex\"");
        api.deletePet(7L, "k");
        assertThat(server.last().header("Api_key")).isEqualTo("k");
        server.answersJson(PETS);
        assertThat(api.findPetsByStatus(List.of("sold"))).containsExactly(REX);
        api.updatePetWithForm(7L, null, "sold");
        assertThat(server.last().text()).isEqualTo("status=sold");
        File image = Files.writeString(folder.resolve("a.png"), "pixels").toFile();
        server.answersJson("{\"code\":1,\"message\":\"ok\"}");
        assertThat(api.uploadFile(7L, "m", image).message()).isEqualTo("ok");
        assertThat(server.last().header("Content-type")).startsWith("multipart/form-data; boundary=");
        assertThat(server.last().text()).contains("name=\"additionalMetadata\"").contains("pixels");
    }

    @Test
    void feignFromOpenApi(@TempDir Path folder) throws IOException {
        PetFeignApi api = Stubs.create(PetFeignApi.class, manager);
        api.addPet(REX);
        assertThat(server.last().header("Content-type")).isEqualTo("application/json");
        api.deletePet(7L, "k");
        assertThat(server.last().header("Api_key")).isEqualTo("k");
        assertThat(server.last().header("Content-type")).isNull();
        server.answersJson(PETS);
        assertThat(api.findPetsByStatus(List.of("sold", "new"))).containsExactly(REX);
        assertThat(server.last().target()).isEqualTo("/base/pet/findByStatus?status=sold&status=new");
        api.findPetsByStatus(new PetFeignApi.FindPetsByStatusQueryParams().status(List.of("sold", "new")));
        assertThat(server.last().target()).isEqualTo("/base/pet/findByStatus?status=sold%2Cnew");
        api.updatePetWithForm(7L, "R", null);
        assertThat(server.last().text()).isEqualTo("name=R");
        File image = Files.writeString(folder.resolve("a.png"), "pixels").toFile();
        server.answersJson("{\"code\":1,\"message\":\"ok\"}");
        assertThat(api.uploadFile(7L, null, image).code()).isEqualTo(1);
        assertThat(server.last().text()).contains("pixels").doesNotContain("additionalMetadata");
    }

    @Test
    void retrofitOfAForge() {
        GitHubService api = Stubs.create(GitHubService.class, manager);
        server.answersJson("[{\"login\":\"a\",\"contributions\":3}]");
        assertThat(api.contributors("o", "r").join()).containsExactly(new GitHubService.Contributor("a", 3));
        assertThat(server.last().target()).isEqualTo("/base/repos/o/r/contributors");
        server.answersJson("{\"title\":\"t\",\"body\":null}");
        GitHubService.Issue issue = new GitHubService.Issue("t", null);
        assertThat(api.open("Bearer x", "o", "r", issue).join()).isEqualTo(issue);
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer x");
        api.edit("Bearer x", "o", "r", 5, Map.of("state", "closed")).join();
        assertThat(server.last().method()).isEqualTo("PATCH");
        assertThat(server.last().text()).isEqualTo("{\"state\":\"closed\"}");
        assertThat(api.search("java stars:>1", null, Map.of("page", "2")).join())
                .containsKey("title");
        assertThat(server.last().target())
                .isEqualTo("/base/search/repositories?sort=stars&q=java%20stars%3A%3E1&page=2");
        assertThat(server.last().header("Accept")).isEqualTo("application/vnd.github+json");
        assertThat(api.unstar("Bearer x", "o", "r").join()).isNull();
    }

    @Test
    void openFeignOfAWeatherService() {
        ForecastClient api = Stubs.create(ForecastClient.class, manager);
        server.answersJson("{\"a\":1}");
        assertThat(api.forecast(52.5, 13, List.of("rain", "wind"))).containsEntry("a", 1);
        assertThat(server.last().target())
                .isEqualTo("/base/v1/forecast?latitude=52.5&longitude=13.0&hourly=rain&hourly=wind");
        api.station("x/y", "k");
        assertThat(server.last().target()).isEqualTo("/base/v1/stations/x%2Fy");
        assertThat(server.last().header("X-api-key")).isEqualTo("k");
        api.archive(new ForecastClient.Period("a", null));
        assertThat(server.last().target()).isEqualTo("/base/v1/archive?start=a");
        api.subscribe(Map.of("city", "B"));
        assertThat(server.last().text()).isEqualTo("{\"city\":\"B\"}");
        assertThatThrownBy(() -> api.station("x", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Api-Key is null");
    }
}
