package acme.frameworks;

import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** As it comes, with its retryer, on {@code HttpURLConnection}. */
public class FeignOnUrl implements Framework {
    private final Feign.Builder builder;

    /** What a user of Feign writes. */
    public interface Things {
        @RequestLine("GET {path}")
        String get(@Param("path") String path);

        @RequestLine("POST {path}")
        @Headers("Content-Type: application/json")
        String post(@Param("path") String path, String body);
    }

    public FeignOnUrl() {
        this(Feign.builder());
    }

    FeignOnUrl(Feign.Builder builder) {
        this.builder = builder;
    }

    @Override
    public Answer get(String base, String path) {
        return Answer.ok(builder.target(Things.class, base).get(path));
    }

    @Override
    public Answer post(String base, String path, String word) {
        return Answer.ok(builder.target(Things.class, base).post(path, "{\"word\":\"" + word + "\"}"));
    }
}
