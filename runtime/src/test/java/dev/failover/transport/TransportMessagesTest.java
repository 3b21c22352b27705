package dev.failover.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.Outcome.Kind;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, byte by byte, and what is made of what comes back. */
class TransportMessagesTest extends TransportTest {
    @ParameterizedTest
    @EnumSource
    void aPlainRequestHoldsNothingOdd(Way way) throws Exception {
        try (TinyServer server = TinyServer.saying("hello")) {
            assertThat(get(way, server).text()).isEqualTo("hello");
            List<String> lines = lines(server.requests.get(0));
            assertThat(lines.get(0)).isEqualTo("GET / HTTP/1.1");
            assertThat(lines).contains("Host: 127.0.0.1:" + server.port());
            assertThat(names(lines)).containsExactlyInAnyOrder("Host", "Accept-Encoding", "User-Agent", "Connection");
            assertThat(lines)
                    .contains("User-Agent: failover-java", "Connection: keep-alive")
                    .contains("Accept-Encoding: gzip");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCallersHeadersAreSentAsTheyAre(Way way) throws Exception {
        try (TinyServer server = TinyServer.saying("")) {
            Request request = Request.builder(HttpMethod.POST, "/a%20b?c=d&e")
                    .header("User-Agent", "mine/1")
                    .header("X-Twice", "1")
                    .header("X-Twice", "2")
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("Content-Length", "999")
                    .header("Accept-Encoding", "identity")
                    .body("{}")
                    .build();
            assertThat(send(way, server.endpoint(), request).status()).isEqualTo(200);
            List<String> lines = lines(server.requests.get(0));
            assertThat(lines.get(0)).isEqualTo("POST /a%20b?c=d&e HTTP/1.1");
            assertThat(lines)
                    .contains("User-Agent: mine/1", "X-Twice: 1", "X-Twice: 2", "Content-Length: 2")
                    .contains("Accept-Encoding: identity");
            assertThat(lines.stream().filter(line -> line.startsWith("Content-Type:")))
                    .hasSize(1)
                    .allMatch(line -> line.toLowerCase(java.util.Locale.ROOT)
                            .replace(" ", "")
                            .equals("content-type:application/json;charset=utf-8"));
            assertThat(names(lines)).doesNotHaveDuplicates();
            assertThat(server.requests.get(0)).endsWith("\r\n\r\n{}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodIsSent(Way way) throws Exception {
        try (TinyServer server = TinyServer.answering("HTTP/1.1 204 No Content", "", "")) {
            for (String method :
                    new String[] {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "POST", "PATCH", "X-ODD"}) {
                Request request = Request.builder(HttpMethod.of(method), "/").build();
                assertThat(send(way, server.endpoint(), request).status())
                        .as(method)
                        .isEqualTo(204);
                assertThat(server.requests.get(server.requests.size() - 1)).startsWith(method + " / HTTP/1.1\r\n");
            }
            assertThat(server.connections).hasSizeLessThanOrEqualTo(way == Way.BLOCKING ? 1 : 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePathIsNotRewritten(Way way) throws Exception {
        try (TinyServer server = TinyServer.saying("")) {
            for (String path : new String[] {"/a/../b/./c", "/a//b", "/a%2Fb", "/a;v=1?x=%41&y=[1]", "//a"}) {
                assertThat(send(way, server.endpoint(), Request.get(path)).status())
                        .as(path)
                        .isEqualTo(200);
                assertThat(server.requests.get(server.requests.size() - 1)).startsWith("GET " + path + " HTTP/1.1\r\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersWithoutABodyHaveNone(Way way) throws Exception {
        try (TinyServer server = new TinyServer((request, socket) -> TinyServer.send(
                socket,
                request.startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
                        : request.contains("/304")
                                ? "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\nETag: \"x\"\r\n\r\n"
                                : "HTTP/1.1 204 No Content\r\n\r\n"))) {
            Request head = Request.builder(HttpMethod.HEAD, "/").build();
            for (Request request : Arrays.asList(head, Request.get("/304"), Request.get("/204"), head)) {
                Response response = send(way, server.endpoint(), request).result();
                assertThat(response).as("%s", request).isNotNull();
                assertThat(response.body()).isEmpty();
            }
            assertThat(server.connections).hasSizeLessThanOrEqualTo(way == Way.BLOCKING ? 1 : 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gzipIsUnpacked(Way way) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("hello hello hello".getBytes(StandardCharsets.UTF_8));
        }
        try (TinyServer server = TinyServer.answering(
                "HTTP/1.1 200 OK",
                "Content-Encoding: gzip",
                "Content-Length: " + packed.size(),
                "",
                packed.toString(StandardCharsets.ISO_8859_1))) {
            Response response = get(way, server);
            assertThat(response.text()).isEqualTo("hello hello hello");
            assertThat(response.headers().toMap())
                    .as("they told of the packed body")
                    .isEmpty();

            Request own = Request.builder(HttpMethod.GET, "/")
                    .header("Accept-Encoding", "gzip, br")
                    .build();
            Response asItIs = send(way, server.endpoint(), own).result();
            assertThat(asItIs.body()).isEqualTo(packed.toByteArray());
            assertThat(asItIs.headers().first("Content-Encoding")).isEqualTo("gzip");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeUnpackedIsAFailure(Way way) throws Exception {
        try (TinyServer server =
                TinyServer.answering("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: 5", "", "hello")) {
            assertThat(send(way, server.endpoint(), Request.get("/")).kind()).isEqualTo(Kind.IO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirectsAreNotFollowedAndCookiesNotKept(Way way) throws Exception {
        try (TinyServer server = TinyServer.answering(
                "HTTP/1.1 302 Found",
                "Location: /elsewhere",
                "Set-Cookie: id=1; Path=/",
                "Content-Length: 0",
                "",
                "")) {
            assertThat(get(way, server).status()).isEqualTo(302);
            assertThat(get(way, server).headers().first("Location")).isEqualTo("/elsewhere");
            assertThat(server.requests).hasSize(2).noneMatch(request -> request.contains("Cookie"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAnswerIsRepeatedDownHere(Way way) throws Exception {
        try (TinyServer server =
                TinyServer.answering("HTTP/1.1 503 Unavailable", "Retry-After: 0", "Content-Length: 0", "", "")) {
            assertThat(get(way, server).status()).isEqualTo(503);
            assertThat(server.requests).hasSize(1);
        }
        try (TinyServer server = TinyServer.answering(
                "HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"", "Content-Length: 0", "", "")) {
            assertThat(get(way, server).status()).isEqualTo(401);
            assertThat(server.requests).hasSize(1);
        }
    }

    private static List<String> lines(String request) {
        return Arrays.asList(request.split("\r\n"));
    }

    private static List<String> names(List<String> lines) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.indexOf(':') > 0)
                .map(line -> line.substring(0, line.indexOf(':')))
                .filter(name -> !name.equals("X-Twice"))
                .collect(Collectors.toList());
    }
}
