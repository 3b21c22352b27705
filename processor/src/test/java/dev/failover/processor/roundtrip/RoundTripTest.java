package dev.failover.processor.roundtrip;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.codec.CodecException;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.processor.roundtrip.EchoApi.Filter;
import dev.failover.processor.roundtrip.EchoApi.Item;
import dev.failover.processor.roundtrip.EchoApi.Range;
import dev.failover.stub.StatusException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated client against a real server: what goes over the wire, and what comes back. */
class RoundTripTest {
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

    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "a b, a%20b",
        "a/b, a%2Fb",
        "a?b=c&d, a%3Fb%3Dc%26d",
        "http://evil.example/x, http%3A%2F%2Fevil.example%2Fx",
        "a%2Fb, a%252Fb",
        "a+b, a%2Bb",
        "\u00fc\u20ac, %C3%BC%E2%82%AC",
        "a;b#c, a%3Bb%23c",
        "..., ...",
        "'{id}', %7Bid%7D",
    })
    void encodesPathValues(String value, String encoded) {
        assertThat(api.path(value)).isEqualTo("/base/p/" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void refusesPathValuesThatWouldCallAnotherResource(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.path(value))
                .withMessageContaining("value is \"" + value + "\"");
        assertThat(server.received).isEmpty();
    }

    @Test
    void refusesNullInThePath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.path(null))
                .withMessage("value is null, but the path needs a value");
        assertThat(server.received).isEmpty();
    }

    @Test
    void takesAnyTypeInThePath() {
        assertThat(api.paths(-5, 'x', TimeUnit.DAYS)).isEqualTo("/base/p/-5/x/DAYS");
    }

    @ParameterizedTest
    @CsvSource({"'', q=", "a b, q=a%20b", "a%2Fb, q=a%252Fb", "a&b=c, q=a%26b%3Dc", "a+b, q=a%2Bb", "?, q=%3F"})
    void encodesQueryValues(String value, String encoded) {
        assertThat(api.query(value)).isEqualTo("/base/q?" + encoded);
    }

    @Test
    void leavesOutWhatIsNotThere() {
        assertThat(api.query(null)).isEqualTo("/base/q");
        assertThat(api.queries(1, null, 'c', Optional.empty())).isEqualTo("/base/q?fixed=1&size=1&c=c");
        assertThat(api.map(null)).isEqualTo("/base/q");
        assertThat(api.many(null, (String[]) null)).isEqualTo("/base/q");
        api.headers(null, null, null);
        assertThat(server.last().headers()).doesNotContainKeys("X-a", "X-l");
    }

    @Test
    void repeatsTheKeyForEachValue() {
        assertThat(api.many(asList("x", null, "y z"), "1", null)).isEqualTo("/base/q?q=x&q=y%20z&a=1");
    }

    @Test
    void sendsMapsAsTheyAre() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("a b", 1);
        parameters.put("none", null);
        parameters.put("list", asList("x", null, "y"));
        assertThat(api.map(parameters)).isEqualTo("/base/q?a%20b=1&list=x&list=y");
    }

    @Test
    void fillsTheTemplateFirst() {
        assertThat(api.queries(2, TimeUnit.DAYS, '&', Optional.of("m")))
                .isEqualTo("/base/q?fixed=1&size=2&unit=DAYS&c=%26&maybe=m");
    }

    @Test
    void sendsHeaders() {
        api.headers("a", null, asList("x", null, "y"));
        assertThat(server.last().header("X-a")).isEqualTo("a");
        assertThat(server.last().header("X-l")).isEqualTo("x|y");
        assertThat(server.last().header("X-client")).isEqualTo("test");
        assertThat(server.last().header("X-kind")).isEqualTo("method");
        api.headers("a", "mine", null);
        assertThat(server.last().header("X-client")).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: b", "a\nb", "a\rb", "a\0b"})
    void refusesHeadersThatSmuggle(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.headers(value, null, null))
                .withMessageContaining("X-A")
                .withMessageNotContaining(value);
        assertThat(server.received).isEmpty();
    }

    @Test
    void sendsAllCookiesInOneField() {
        api.cookies("\"abc\"", 5, asList("x", null, "y"), Map.of("m", asList(1, 2)));
        assertThat(server.last().header("Cookie")).isEqualTo("fixed=1; session=\"abc\"; n=5; tag=x; tag=y; m=1; m=2");
        api.cookies(null, 5, null, null);
        assertThat(server.last().header("Cookie")).isEqualTo("fixed=1; n=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: b", "a;b=c", "a b", "a,b", "a\\", "\"", "a\"b", "\u00fc", "a\0"})
    void refusesCookiesThatSmuggle(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.cookies(value, 5, null, null))
                .withMessage("the value of cookie session holds a character that a cookie cannot have; encode it as the"
                        + " server expects");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.cookies("a", 5, null, Map.of("a;b\r\n", "c")))
                .withMessage("\"a;b\\u000d\\u000a\" is not a cookie name; write letters, digits and hyphens");
        assertThat(server.received).isEmpty();
    }

    @Test
    void sendsDefaultsInPlaceOfNull() {
        assertThat(api.defaults(null, null, null, Optional.empty())).isEqualTo("/base/d/all?page=1&unit=DAYS");
        assertThat(server.last().header("X-share")).isEqualTo("0.5");
        assertThat(api.defaults("s", 2, TimeUnit.HOURS, Optional.of(0.25))).isEqualTo("/base/d/s?page=2&unit=HOURS");
        assertThat(server.last().header("X-share")).isEqualTo("0.25");
        api.defaults("s", 2, TimeUnit.HOURS, null);
        assertThat(server.last().header("X-share")).isEqualTo("0.5");
    }

    @Test
    void joinsInTheStyleThatIsAskedFor() {
        assertThat(api.styles(
                        asList("a,b", null, "c d"),
                        List.of("1", "2"),
                        new String[] {"x", "y"},
                        Map.of("p", List.of(1, 2))))
                .isEqualTo("/base/s?csv=a%2Cb,c%20d&ssv=1%202&t=x%09y&p=1%7C2");
        assertThat(api.styles(asList(null, null), List.of(), null, null)).isEqualTo("/base/s");
        assertThat(api.styles(List.of(""), List.of("", ""), null, null)).isEqualTo("/base/s?csv=&ssv=%20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.styles(null, List.of("a b"), null, null))
                .withMessageContaining("an element of ssv holds the character that separates the elements, SPACE");
    }

    @Test
    void sendsForms() {
        api.form("a&b=c", "\u00fc +\r\n", asList("x", null, "y"), 5, Map.of("m\r\n", asList(1, 2)));
        assertThat(server.last().text())
                .isEqualTo("user=a%26b%3Dc&pass%20word=%C3%BC%20%2B%0D%0A&tag=x&tag=y&n=5&m%0D%0A=1&m%0D%0A=2");
        assertThat(server.last().header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
        api.form(null, "", null, 5, null);
        assertThat(server.last().text()).isEqualTo("pass%20word=&n=5");
        api.typedForm(null);
        assertThat(server.last().text()).isEqualTo("page=1");
        assertThat(server.last().header("Content-type")).isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
    }

    @Test
    void goesWhereTheCallSays() throws IOException {
        try (EchoServer other = new EchoServer();
                FailoverManager keyed =
                        FailoverManager.create().register(new InternalService("echo", "key", server.url()))) {
            EchoApi stub = Stubs.create(keyed);
            assertThat(stub.elsewhere(URI.create(other.url())).body()).isEqualTo("/base/e");
            assertThat(other.last().header("Authorization")).isNull();
            assertThat(server.received).isEmpty();
            assertThat(stub.elsewhereAsync(URI.create(other.url())))
                    .succeedsWithin(10, TimeUnit.SECONDS)
                    .isEqualTo("/base/e");
            assertThat(other.received).hasSize(2);
            stub.elsewhere(null);
            stub.elsewhere(URI.create(server.url()));
            assertThat(server.received).hasSize(2);
            assertThat(server.last().header("Authorization")).isEqualTo("Bearer key");
            other.answers(503, "text/plain", "");
            assertThat(stub.elsewhere(URI.create(other.url())).status()).isEqualTo(503);
            assertThat(server.received).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/relative", "ftp://a.example", "http://user:secret@a.example", "http://a.example/?q"})
    void refusesBaseUrlsThatAreNone(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.elsewhere(URI.create(base)))
                .withMessageNotContaining("secret");
    }

    @Test
    void takesBeansApart() {
        Filter filter = new Filter("a/b", "t", null, asList("x", null, "y"), new Range(5, null));
        assertThat(api.bean(filter, "pen")).isEqualTo("/base/b/a%2Fb?page=1&tag=x,y&from=5&like=pen");
        assertThat(server.last().header("X-trace")).isEqualTo("t");
        assertThat(api.bean(new Filter("i", null, 2, null, new Range(0, 9)), null))
                .isEqualTo("/base/b/i?page=2&from=0&until=9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.bean(null, null))
                .withMessage("filter is null, but what it holds makes the request");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.bean(new Filter("i", null, 2, null, null), null))
                .withMessageStartingWith("filter.range is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.bean(new Filter(null, null, 2, null, new Range(0, 9)), null))
                .withMessage("filter.id is null, but the path needs a value");
    }

    @Test
    void sendsParts(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("f\"ile.txt"), new byte[] {'f', '\r', '\n', (byte) 0xff});
        api.upload(
                "\u00fc\r\n--x",
                new byte[] {1, 0, -1},
                file.toFile(),
                file,
                new ByteArrayInputStream(new byte[20_000]),
                new Item("pen", 2),
                asList("a", null, "b"),
                Map.of("m", 5));
        String type = server.last().header("Content-type");
        assertThat(type).startsWith("multipart/form-data; boundary=failover-");
        String boundary = type.substring(type.indexOf('=') + 1);
        String body = new String(server.last().body(), StandardCharsets.ISO_8859_1);
        List<String> parts = List.of(body.split("(?:\r\n)?--" + boundary + "(?:\r\n)?", -1));
        assertThat(parts).hasSize(11).startsWith("").endsWith("--\r\n");
        String disposition = "Content-Disposition: form-data; name=";
        assertThat(parts.get(1)).isEqualTo(disposition + "\"no%22te\"\r\n\r\n\u00c3\u00bc\r\n--x");
        assertThat(parts.get(2))
                .isEqualTo(disposition
                        + "\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\u0001\u0000\u00ff");
        String octets = "; filename=\"f%22ile.txt\"\r\nContent-Type: application/octet-stream\r\n\r\nf\r\n\u00ff";
        assertThat(parts.get(3)).isEqualTo(disposition + "\"file\"" + octets);
        assertThat(parts.get(4)).isEqualTo(disposition + "\"path\"" + octets);
        assertThat(parts.get(5))
                .startsWith(disposition + "\"stream\"; filename=\"\u00c3\u00bc.bin\"")
                .endsWith("\u0000".repeat(20_000));
        assertThat(parts.get(6))
                .isEqualTo(disposition
                        + "\"item\"\r\nContent-Type: application/json\r\n\r\n{\"name\":\"pen\",\"amount\":2}");
        assertThat(parts.get(7)).isEqualTo(disposition + "\"tags\"\r\n\r\na");
        assertThat(parts.get(8)).isEqualTo(disposition + "\"tags\"\r\n\r\nb");
        assertThat(parts.get(9)).isEqualTo(disposition + "\"m\"\r\n\r\n5");
    }

    @Test
    void refusesPartsThatSmuggle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.upload(null, null, null, null, null, null, null, Map.of("a\r\nX: y", 1)))
                .withMessageStartingWith("\"a\\u000d\\u000aX: y\" cannot stand in the head of a part");
        File missing = new File("/does/not/exist");
        assertThatThrownBy(() -> api.upload(null, null, missing, null, null, null, null, null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read the part file");
        assertThat(server.received).isEmpty();
    }

    @Test
    void readsPropertiesWhenItIsMade() {
        assertThat(api.properties("a", null)).isEqualTo("/base/t%201/x?v=v1&q=a");
        assertThat(server.last().header("X-tenant")).isEqualTo("for nobody");
        ConfigSources sources = ConfigSources.builder()
                .code("service.echo.endpoints", server.url())
                .code("service.echo.properties", "tenant=a/../b, version=2&x=y")
                .build();
        try (FailoverManager configured = FailoverManager.builder()
                .configuration(Configuration.loadStrict(sources))
                .build()) {
            EchoApi stub = Stubs.create(configured);
            assertThat(stub.properties("a", null)).isEqualTo("/base/a%2F..%2Fb/x?v=2%26x%3Dy&q=a");
            assertThat(server.last().header("X-tenant")).isEqualTo("for a/../b");
            stub.properties("a", "mine");
            assertThat(server.last().header("X-tenant")).isEqualTo("mine");
        }
    }

    @Test
    void refusesNullWhereTheInterfaceDoes() {
        assertThat(api.required("")).isEqualTo("/base/n?q=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.required(null))
                .withMessage("q is null, but the interface declares that it never is");
    }

    @Test
    void sendsAndReadsJson() {
        server.answersJson("{\"name\":\"pen\",\"amount\":2,\"unknown\":true}");
        assertThat(api.create(new Item("ink", 1))).isEqualTo(new Item("pen", 2));
        assertThat(server.last().text()).isEqualTo("{\"name\":\"ink\",\"amount\":1}");
        assertThat(server.last().header("Content-type")).isEqualTo("application/json");
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
    }

    @Test
    void readsGenericTypes() {
        server.answersJson("[{\"name\":\"pen\",\"amount\":2}]");
        assertThat(api.items()).containsExactly(new Item("pen", 2));
        server.answersJson("{\"a\":{\"name\":\"pen\",\"amount\":2}}");
        assertThat(api.inherited("k")).isEqualTo(Map.of("a", new Item("pen", 2)));
        assertThat(server.last().target()).isEqualTo("/base/inherited/k");
        server.answersJson("5");
        assertThat(api.count()).isEqualTo(5);
    }

    @Test
    void sendsOtherBodies() {
        api.text("\u00fc");
        assertThat(server.last().text()).isEqualTo("\u00fc");
        assertThat(server.last().header("Content-type")).isEqualTo("text/plain; charset=UTF-8");
        api.binary(new byte[] {0, -1});
        assertThat(server.last().body()).containsExactly(0, -1);
        api.report(Map.of("g", List.of(new Item("pen", 2))));
        assertThat(server.last().method()).isEqualTo("REPORT");
        assertThat(server.last().text()).isEqualTo("{\"g\":[{\"name\":\"pen\",\"amount\":2}]}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.create(null))
                .withMessage("item is null, but the body of POST /items (EchoApi.create) needs a value");
    }

    @Test
    void readsOtherBodies() {
        server.answers(200, "text/plain; charset=UTF-8", "\u00fc");
        assertThat(api.bytes()).isEqualTo("\u00fc".getBytes(StandardCharsets.UTF_8));
        assertThat(api.query("x")).isEqualTo("\u00fc");
        assertThat(api.twice("x")).isEqualTo("\u00fc\u00fc");
    }

    @Test
    void takesNothingForNothing() {
        server.answers(204, "text/plain", "");
        assertThat(api.item()).isNull();
        assertThat(api.maybeItem()).isEmpty();
        assertThat(api.wholeItem().body()).isNull();
        api.delete(7);
        assertThat(server.last().target()).isEqualTo("/base/items/7");
        assertThatThrownBy(() -> api.count())
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("GET /count (EchoApi.count) answered 204 without a value");
    }

    @Test
    void takesNotFoundAsItsTypeSays() {
        server.answers(404, "application/json", "{\"error\":\"gone\nfor ever\"}");
        assertThat(api.maybeItem()).isEmpty();
        assertThat(api.wholeItem().status()).isEqualTo(404);
        assertThat(api.wholeItem().body()).isNull();
        assertThat(api.wholeItem().raw().text()).contains("gone");
        assertThat(api.head().status()).isEqualTo(404);
        assertThatThrownBy(() -> api.item()).isInstanceOfSatisfying(StatusException.class, failure -> {
            assertThat(failure.status()).isEqualTo(404);
            assertThat(failure.operation()).isEqualTo("GET /item (EchoApi.item)");
            assertThat(failure.bodyExcerpt()).isEqualTo("{\"error\":\"gone for ever\"}");
            assertThat(failure.headers().first("x-answer")).isEqualTo("yes");
            assertThat(failure).hasMessage("GET /item (EchoApi.item) answered 404: " + failure.bodyExcerpt());
        });
        assertThatThrownBy(() -> api.delete(1)).isInstanceOf(StatusException.class);
    }

    @Test
    void saysWhatItCouldNotRead() {
        server.answers(200, "text/html", "<html>");
        assertThatThrownBy(() -> api.item())
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(
                        "cannot read the answer 200 (Content-Type: text/html) of GET /item (EchoApi.item) as "
                                + Item.class.getName() + " by JacksonCodec: ");
    }

    @Test
    void doesAllOfItWithoutWaiting() {
        server.answersJson("{\"name\":\"pen\",\"amount\":2}");
        Item pen = new Item("pen", 2);
        assertThat(api.itemAsync()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(pen);
        assertThat(api.maybeItemAsync()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(Optional.of(pen));
        assertThat(api.wholeItemAsync().toCompletableFuture().join().body()).isEqualTo(pen);
        assertThat(api.textAsync().join()).contains("pen");
        assertThat(api.bytesAsync().join()).hasSize(25);
        assertThat(api.touchAsync().join()).isNull();
        server.answers(404, "text/plain", "");
        assertThat(api.maybeItemAsync()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(Optional.empty());
        assertThat(api.itemAsync())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isExactlyInstanceOf(StatusException.class)
                .withMessage("GET /item (EchoApi.itemAsync) answered 404");
    }

    @Test
    void sendsOneKeyForAllAttemptsOfACall() throws IOException {
        try (EchoServer second = new EchoServer();
                FailoverManager two = FailoverManager.create().serviceOrRegister("echo", server.url(), second.url())) {
            EchoApi stub = Stubs.create(two);
            server.answers(503, "text/plain", "");
            stub.createOnce(new Item("a", 1), null);
            String key = server.last().header("Idempotency-key");
            assertThat(key).hasSize(36);
            assertThat(second.last().header("Idempotency-key")).isEqualTo(key);
            stub.createOnce(new Item("a", 1), null);
            assertThat(second.last().header("Idempotency-key")).hasSize(36).isNotEqualTo(key);
            stub.createOnce(new Item("a", 1), "mine");
            assertThat(second.last().header("Idempotency-key")).isEqualTo("mine");
            int before = second.received.size();
            assertThatThrownBy(() -> stub.create(new Item("a", 1))).isInstanceOf(StatusException.class);
            assertThat(second.received).hasSize(before);
        }
    }

    @Test
    void goesElsewhereWhenTheFirstEndpointIsGone() throws IOException {
        server.answersJson("{\"name\":\"pen\",\"amount\":2}");
        try (FailoverManager two =
                FailoverManager.create().serviceOrRegister("echo", EchoServer.refused(), server.url())) {
            EchoApi stub = Stubs.create(two);
            Item pen = new Item("pen", 2);
            assertThat(stub.item()).isEqualTo(pen);
            assertThat(stub.create(pen)).isEqualTo(pen);
            assertThat(stub.itemAsync()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(pen);
            assertThat(server.received).hasSize(3);
        }
    }

    @Test
    void needsEndpointsFromSomewhere() {
        try (FailoverManager empty = FailoverManager.create()) {
            assertThatThrownBy(() -> Stubs.create(empty)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(api).hasToString("EchoApi of service echo");
    }
}
