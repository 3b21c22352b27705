package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.CookieWriter;
import dev.failover.stub.FormWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import dev.failover.stub.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code forms} as {@link FormApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class FormApiFailover implements FormApi {
    private static final Operation LOGIN = Operation.of("FormApi.login", HttpMethod.POST, "/login/{realm}{?lang}");

    private static final Operation MANY = Operation.of("FormApi.many", HttpMethod.POST, "/many")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");

    private static final Operation SEARCH = Operation.of("FormApi.search", HttpMethod.QUERY, "/search");

    private static final Operation NOTHING = Operation.of("FormApi.nothing", HttpMethod.POST, "/nothing");

    private final StubClient client;

    private final Codec codec;

    private final Result<List<String>> searchResult;

    private FormApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        searchResult = Results.decoded(codec, Types.parameterized(List.class, String.class));
    }

    /**
     * A client of the service {@code forms}, with the endpoints that the manager has under this name,
     * else with those that {@link FormApi} lists.
     */
    public static FormApi create(FailoverManager manager) {
        return create(manager, Codecs.find(FormApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static FormApi create(FailoverManager manager, Codec codec) {
        return new FormApiFailover(StubClient.of(manager, "forms"), codec);
    }

    /**
     * {@code POST /login/{realm}{?lang}} for {@link FormApi#login(String, String, String, Integer, Boolean, String, String, String)}; never repeated once it was sent.
     */
    @Override
    public String login(String realm, String user, String password, Integer days, Boolean remember,
            String lang, String a, String c) {
        Request request = LOGIN.request("/login/" + Segments.of("realm", realm))
                .query("lang", lang)
                .header("X-A", a)
                .cookies(new CookieWriter().add("c", c))
                .form(new FormWriter()
                        .add("user", user)
                        .add("pass word", password)
                        .add("days", Values.orElse(days, "1"))
                        .add("remember", Values.present("remember", remember)))
                .build();
        return client.call(LOGIN, request, Results.text());
    }

    /**
     * {@code POST /many} for {@link FormApi#many(List, Optional, int, Map)}; never repeated once it was sent.
     */
    @Override
    public String many(List<String> tag, Optional<String> maybe, int number, Map<String, ?> more) {
        Request request = MANY.request("/many")
                .form(new FormWriter()
                        .add("tag", tag)
                        .add("maybe", maybe)
                        .add("n", number)
                        .add(more))
                .build();
        return client.call(MANY, request, Results.text());
    }

    /**
     * {@code QUERY /search} for {@link FormApi#search(String)}; may be repeated.
     */
    @Override
    public List<String> search(String q) {
        Request request = SEARCH.request("/search")
                .form(new FormWriter().add("q", q))
                .accept(codec)
                .build();
        return client.call(SEARCH, request, searchResult);
    }

    /**
     * {@code POST /nothing} for {@link FormApi#nothing()}; never repeated once it was sent.
     */
    @Override
    public void nothing() {
        Request request = NOTHING.request("/nothing")
                .form(new FormWriter())
                .build();
        client.call(NOTHING, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "FormApi of service forms";
    }
}
