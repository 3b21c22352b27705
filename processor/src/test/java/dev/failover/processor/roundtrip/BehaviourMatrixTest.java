package dev.failover.processor.roundtrip;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.failover.FailoverManager;
import dev.failover.processor.roundtrip.EchoApi.Filter;
import dev.failover.processor.roundtrip.EchoApi.Item;
import dev.failover.processor.roundtrip.EchoApi.Range;
import dev.failover.stub.StatusException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * The rows in which declarative clients differ, each under its name, and what ours does: the conformance test of generated
 * clients, against a real server. Where there is more to say of a row, {@link RoundTripTest}, {@link ObjectsTest} and {@link
 * ErrorsTest} say it.
 */
class BehaviourMatrixTest {
    private EchoServer server;
    private FailoverManager manager;
    private EchoApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("echo", server.url());
        api = Stubs.create(manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    /** The server answers with the target that it was sent. */
    private DynamicTest sends(String row, Function<EchoApi, String> call, String target) {
        return dynamicTest(row, () -> assertThat(call.apply(api)).isEqualTo("/base" + target));
    }

    private DynamicTest sendsHeader(String row, Executable call, String name, String value) {
        return dynamicTest(row, () -> {
            call.execute();
            assertThat(server.last().header(name)).isEqualTo(value);
        });
    }

    /** Nothing reaches the server. */
    private DynamicTest refuses(String row, Function<EchoApi, ?> call, String parameter) {
        return dynamicTest(row, () -> {
            int before = server.received.size();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> call.apply(api))
                    .withMessageContaining(parameter);
            assertThat(server.received).hasSize(before);
        });
    }

    @TestFactory
    Stream<DynamicTest> path() {
        return Stream.of(
                sends("path value abc", api -> api.path("abc"), "/p/abc"),
                sends("path value a/b", api -> api.path("a/b"), "/p/a%2Fb"),
                sends("path value a?b=c&d", api -> api.path("a?b=c&d"), "/p/a%3Fb%3Dc%26d"),
                sends("path value a b", api -> api.path("a b"), "/p/a%20b"),
                sends("path literal a%2Fb", api -> api.path("a%2Fb"), "/p/a%252Fb"),
                sends("path value http://evil/x", api -> api.path("http://evil/x"), "/p/http%3A%2F%2Fevil%2Fx"),
                sends("path value with a plus", api -> api.path("a+b"), "/p/a%2Bb"),
                sends("path value beyond ASCII", api -> api.path("\u00fc"), "/p/%C3%BC"),
                sends("path of other types", api -> api.paths(1, 'x', TimeUnit.DAYS), "/p/1/x/DAYS"),
                refuses("path value ..", api -> api.path(".."), "value"),
                refuses("path value .", api -> api.path("."), "value"),
                refuses("path value empty", api -> api.path(""), "value"),
                refuses("null path", api -> api.path(null), "value"));
    }

    @TestFactory
    Stream<DynamicTest> query() {
        return Stream.of(
                sends("query value abc", api -> api.query("abc"), "/q?q=abc"),
                sends("query \"\"", api -> api.query(""), "/q?q="),
                sends("query literal a%2Fb", api -> api.query("a%2Fb"), "/q?q=a%252Fb"),
                sends("query space", api -> api.query("a b"), "/q?q=a%20b"),
                sends("query a&b=c", api -> api.query("a&b=c"), "/q?q=a%26b%3Dc"),
                sends("query plus", api -> api.query("a+b"), "/q?q=a%2Bb"),
                sends("query beyond ASCII", api -> api.query("\u20ac"), "/q?q=%E2%82%AC"),
                sends("null query", api -> api.query(null), "/q"),
                refuses("null query that is @NonNull", api -> api.required(null), "q is null"),
                sends(
                        "query template in its order",
                        api -> api.queries(2, TimeUnit.DAYS, 'c', Optional.of("m")),
                        "/q?fixed=1&size=2&unit=DAYS&c=c&maybe=m"),
                sends("list [x, null, \"y z\"]", api -> api.many(asList("x", null, "y z")), "/q?q=x&q=y%20z"),
                sends("empty list", api -> api.many(List.of()), "/q"),
                sends("null list", api -> api.many(null, (String[]) null), "/q"),
                sends(
                        "list in a style",
                        api -> api.styles(asList("x", null, "y,z"), null, null, null),
                        "/s?csv=x,y%2Cz"),
                sends("map", api -> api.map(Map.of("a b", "c&d")), "/q?a%20b=c%26d"),
                sends("map with a null", api -> api.map(Collections.singletonMap("a", null)), "/q"),
                sends("map with a list", api -> api.map(Map.of("a", asList(1, null, 2))), "/q?a=1&a=2"),
                sends("null map", api -> api.map(null), "/q"),
                sends(
                        "bean",
                        api -> api.bean(new Filter("i", null, 2, List.of("x", "y"), new Range(5, null)), null),
                        "/b/i?page=2&tag=x,y&from=5"));
    }

    @TestFactory
    Stream<DynamicTest> headersAndCookies() {
        return Stream.of(
                sendsHeader("header", () -> api.headers("a", null, null), "X-a", "a"),
                sendsHeader("header list", () -> api.headers(null, null, asList("x", null, "y")), "X-l", "x|y"),
                sendsHeader("null header", () -> api.headers(null, null, null), "X-a", null),
                sendsHeader("header of the type", () -> api.headers(null, null, null), "X-client", "test"),
                sendsHeader("header of the method wins", () -> api.headers(null, null, null), "X-kind", "method"),
                sendsHeader("header of the parameter wins", () -> api.headers(null, "p", null), "X-client", "p"),
                refuses("header with CR LF", api -> call(() -> api.headers("a\r\nX-Evil: b", null, null)), "X-A"),
                refuses("header with LF", api -> call(() -> api.headers("a\nb", null, null)), "X-A"),
                sendsHeader("cookies", () -> api.cookies("s", 5, null, null), "Cookie", "fixed=1; session=s; n=5"),
                refuses("cookie with a separator", api -> call(() -> api.cookies("a;b=c", 5, null, null)), "session"));
    }

    private static Object call(Runnable call) {
        call.run();
        return "";
    }

    @TestFactory
    Stream<DynamicTest> defaults() {
        return Stream.of(
                sends(
                        "default value in place of null",
                        api -> api.defaults(null, null, null, null),
                        "/d/all?page=1&unit=DAYS"),
                sends(
                        "default value that is not needed",
                        api -> api.defaults("s", 2, TimeUnit.HOURS, null),
                        "/d/s?page=2&unit=HOURS"),
                sends("default method runs locally", api -> api.twice("x"), "/p/x/base/p/x"));
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return Stream.of(
                sentBody("body by the codec", () -> api.create(new Item("pen", 2)), "{\"name\":\"pen\",\"amount\":2}"),
                sentBody("body as text", () -> api.text("\u00fc"), "\u00fc"),
                sentBody("body as bytes", () -> api.binary(new byte[] {'a'}), "a"),
                sentBody("form", () -> api.form("a&b", "c d", List.of(), 5, null), "user=a%26b&pass%20word=c%20d&n=5"),
                refuses("null body", api -> api.create(null), "item is null"));
    }

    private DynamicTest sentBody(String row, Executable call, String body) {
        return dynamicTest(row, () -> {
            server.answersJson("null");
            call.execute();
            assertThat(server.last().text()).isEqualTo(body);
        });
    }

    @TestFactory
    Stream<DynamicTest> results() {
        return Stream.of(
                answered(
                        "404 as T",
                        404,
                        () -> assertThatExceptionOfType(StatusException.class)
                                .isThrownBy(api::item)
                                .returns(404, StatusException::status)),
                answered(
                        "404 as void",
                        404,
                        () -> assertThatExceptionOfType(StatusException.class).isThrownBy(() -> api.delete(1))),
                answered(
                        "404 as Optional",
                        404,
                        () -> assertThat(api.maybeItem()).isEmpty()),
                answered(
                        "404 as Response",
                        404,
                        () -> assertThat(api.wholeItem().status()).isEqualTo(404)),
                answered(
                        "404 as CompletableFuture",
                        404,
                        () -> assertThat(api.itemAsync())
                                .failsWithin(30, TimeUnit.SECONDS)
                                .withThrowableThat()
                                .withCauseInstanceOf(StatusException.class)),
                answered("204 as T", 204, () -> assertThat(api.item()).isNull()),
                answered(
                        "204 as Optional",
                        204,
                        () -> assertThat(api.maybeItem()).isEmpty()),
                answered(
                        "500 as Optional",
                        500,
                        () -> assertThatExceptionOfType(StatusException.class).isThrownBy(api::maybeItem)),
                answered("byte[]", 200, () -> assertThat(api.bytes()).isEqualTo("[]".getBytes(StandardCharsets.UTF_8))),
                answered("List<T>", 200, () -> assertThat(api.items()).isEmpty()),
                answered(
                        "CompletableFuture<String>",
                        200,
                        () -> assertThat(api.textAsync().join()).isEqualTo("[]")),
                answered(
                        "CompletableFuture<byte[]>",
                        200,
                        () -> assertThat(api.bytesAsync().join()).hasSize(2)),
                answered(
                        "CompletableFuture<Void>",
                        200,
                        () -> assertThat(api.touchAsync().join()).isNull()));
    }

    private DynamicTest answered(String row, int status, Executable check) {
        return dynamicTest(row, () -> {
            server.answers(status, "application/json", status == 204 ? "" : "[]");
            check.execute();
        });
    }

    @TestFactory
    Stream<DynamicTest> baseUrls() {
        return Stream.of(
                dynamicTest(
                        "base URL of the call",
                        () -> assertThat(api.elsewhere(URI.create(server.url() + "/other"))
                                        .body())
                                .isEqualTo("/base/other/e")),
                dynamicTest("several base URLs, the first one gone", () -> {
                    try (FailoverManager two =
                            FailoverManager.create().serviceOrRegister("echo", EchoServer.refused(), server.url())) {
                        assertThat(Stubs.create(two).query("x")).isEqualTo("/base/q?q=x");
                    }
                }));
    }
}
