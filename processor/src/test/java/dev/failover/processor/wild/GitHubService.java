package dev.failover.processor.wild;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.QueryMap;

/** As people write clients of the API of a forge for Retrofit, with futures in place of calls. */
public interface GitHubService {
    @GET("repos/{owner}/{repo}/contributors")
    CompletableFuture<List<Contributor>> contributors(@Path("owner") String owner, @Path("repo") String repo);

    @Headers({"Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28"})
    @GET("search/repositories?sort=stars")
    CompletableFuture<Map<String, Object>> search(
            @Query("q") String query, @Query("per_page") Integer size, @QueryMap Map<String, String> options);

    @POST("repos/{owner}/{repo}/issues")
    CompletableFuture<Issue> open(
            @Header("Authorization") String token,
            @Path("owner") String owner,
            @Path("repo") String repo,
            @Body Issue issue);

    @PATCH("repos/{owner}/{repo}/issues/{number}")
    CompletableFuture<Issue> edit(
            @Header("Authorization") String token,
            @Path("owner") String owner,
            @Path("repo") String repo,
            @Path("number") int number,
            @Body Map<String, Object> changes);

    @DELETE("user/starred/{owner}/{repo}")
    CompletableFuture<Void> unstar(
            @Header("Authorization") String token, @Path("owner") String owner, @Path("repo") String repo);

    /** Who has done how much. */
    record Contributor(String login, int contributions) {}

    /** What is wrong. */
    record Issue(String title, String body) {}
}
