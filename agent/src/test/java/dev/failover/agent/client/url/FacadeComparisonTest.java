package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A facade behaves as the JDK's own connection in everything that a program can see, method by method. */
class FacadeComparisonTest {
    /** What a program does with a connection, and notes. */
    interface Program {
        void run(HttpURLConnection connection, Notes notes) throws Exception;
    }

    /** What a program has seen. */
    static final class Notes {
        final List<String> lines = new ArrayList<>();

        interface Call {
            Object run() throws Exception;
        }

        void note(String what, Call call) {
            String seen;
            try {
                seen = String.valueOf(call.run());
            } catch (Exception thrown) {
                Throwable cause = thrown.getCause();
                seen = "threw " + thrown + (cause == null ? "" : " because of " + cause);
            }
            lines.add(what + ": " + seen);
        }

        void noteAnswer(HttpURLConnection c) {
            note("code", c::getResponseCode);
            note("message", c::getResponseMessage);
            note("stream", () -> Facades.text(c.getInputStream()));
            note("stream again", c::getInputStream);
            note("error stream", () -> Facades.text(c.getErrorStream()));
            note(
                    "fields",
                    () -> new TreeMap<>(c.getHeaderFields().entrySet().stream()
                            .collect(java.util.stream.Collectors.toMap(
                                    field -> String.valueOf(field.getKey()), Map.Entry::getValue))));
            for (int i = 0; i < 5; i++) {
                int n = i;
                note("field " + i, () -> c.getHeaderFieldKey(n) + "=" + c.getHeaderField(n));
            }
            note("X-Id", () -> c.getHeaderField("X-Id"));
            note("no such field", () -> c.getHeaderField("Nope"));
            note("int", () -> c.getHeaderFieldInt("Content-Length", -7));
            note("long", () -> c.getHeaderFieldLong("Content-Length", -7));
            note("date", () -> c.getHeaderFieldDate("Date", -7));
            note("length", c::getContentLengthLong);
            note("type", c::getContentType);
            note("encoding", c::getContentEncoding);
            note("url", c::getURL);
            note("method", c::getRequestMethod);
            note("proxy", c::usingProxy);
            note("string", () -> c.toString().replaceFirst(".*:http", "http"));
        }
    }

    private static final Map<String, Program> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("/get", (c, notes) -> notes.noteAnswer(c));
        PROGRAMS.put("/stream-first", (c, notes) -> {
            notes.note("stream", () -> Facades.text(c.getInputStream()));
            notes.noteAnswer(c);
        });
        for (int status : new int[] {400, 401, 404, 407, 410, 500, 503}) {
            PROGRAMS.put("/answer/" + status + "/code-first", (c, notes) -> notes.noteAnswer(c));
            PROGRAMS.put("/answer/" + status + "/stream-first", (c, notes) -> {
                notes.note("stream", c::getInputStream);
                notes.noteAnswer(c);
            });
            PROGRAMS.put("/answer/" + status + "/post", (c, notes) -> {
                post(c);
                notes.noteAnswer(c);
            });
            PROGRAMS.put("/answer/" + status + "/fixed", (c, notes) -> {
                c.setFixedLengthStreamingMode(4);
                post(c);
                notes.noteAnswer(c);
            });
        }
        PROGRAMS.put("/head", (c, notes) -> {
            c.setRequestMethod("HEAD");
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/answer/redirect/get", (c, notes) -> notes.noteAnswer(c));
        PROGRAMS.put("/answer/redirect/off", (c, notes) -> {
            c.setInstanceFollowRedirects(false);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/answer/redirect/post", (c, notes) -> {
            post(c);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/answer/redirect/fixed", (c, notes) -> {
            c.setFixedLengthStreamingMode(4);
            post(c);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/answer/reset/post", (c, notes) -> {
            post(c);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/answer/half", (c, notes) -> notes.noteAnswer(c));
        PROGRAMS.put("/settings", FacadeComparisonTest::settings);
        PROGRAMS.put("/too-late", FacadeComparisonTest::tooLate);
        PROGRAMS.put("/too-late-after-connect", (c, notes) -> {
            notes.note("connect", () -> {
                c.connect();
                return null;
            });
            tooLate(c, notes);
        });
        PROGRAMS.put("/no-output", (c, notes) -> {
            notes.note("output", c::getOutputStream);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/no-input", (c, notes) -> {
            c.setDoInput(false);
            notes.note("input", c::getInputStream);
            notes.note("code", c::getResponseCode);
        });
        PROGRAMS.put("/output-after-input", (c, notes) -> {
            c.setDoOutput(true);
            notes.note("code", c::getResponseCode);
            notes.note("output", c::getOutputStream);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/get-turns-into-post", (c, notes) -> {
            c.setDoOutput(true);
            notes.note("before", c::getRequestMethod);
            c.getOutputStream().write('x');
            notes.note("after", c::getRequestMethod);
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/fixed-too-much", (c, notes) -> {
            c.setDoOutput(true);
            c.setFixedLengthStreamingMode(2);
            OutputStream out = c.getOutputStream();
            notes.note("write", () -> {
                out.write(new byte[3]);
                return null;
            });
        });
        PROGRAMS.put("/fixed-too-little", (c, notes) -> {
            c.setDoOutput(true);
            c.setRequestMethod("PUT");
            c.setFixedLengthStreamingMode(2L);
            OutputStream out = c.getOutputStream();
            out.write(1);
            notes.note("close", () -> {
                out.close();
                return null;
            });
            notes.note("code", c::getResponseCode);
        });
        PROGRAMS.put("/write-after-close", (c, notes) -> {
            c.setDoOutput(true);
            c.setChunkedStreamingMode(8);
            OutputStream out = c.getOutputStream();
            out.write("body".getBytes());
            out.close();
            notes.note("write", () -> {
                out.write(1);
                return null;
            });
            notes.noteAnswer(c);
        });
        PROGRAMS.put("/write-after-answer", (c, notes) -> {
            c.setDoOutput(true);
            OutputStream out = c.getOutputStream();
            out.write("body".getBytes());
            notes.noteAnswer(c);
            notes.note("write", () -> {
                out.write(1);
                return null;
            });
        });
        PROGRAMS.put("/disconnect", (c, notes) -> {
            notes.note("code", c::getResponseCode);
            c.disconnect();
            notes.note("code", c::getResponseCode);
            notes.note("field", () -> c.getHeaderField("X-Id"));
            notes.note("error", c::getErrorStream);
        });
        PROGRAMS.put("/content", (c, notes) -> notes.note("content", () -> Facades.text((InputStream) c.getContent())));
        PROGRAMS.put("/big-put", (c, notes) -> {
            c.setDoOutput(true);
            c.setRequestMethod("PUT");
            OutputStream out = c.getOutputStream();
            out.write(new byte[100_000]);
            out.write(new byte[100_000]);
            notes.noteAnswer(c);
        });
    }

    private static void post(HttpURLConnection c) throws IOException {
        c.setRequestMethod("POST");
        c.setDoOutput(true);
        try (OutputStream out = c.getOutputStream()) {
            out.write("body".getBytes());
        }
    }

    private static void settings(HttpURLConnection c, Notes notes) {
        notes.note(
                "defaults",
                () -> c.getConnectTimeout() + " " + c.getReadTimeout() + " " + c.getDoInput()
                        + c.getDoOutput() + c.getUseCaches() + c.getAllowUserInteraction()
                        + c.getInstanceFollowRedirects()
                        + c.getIfModifiedSince() + c.getDefaultUseCaches() + c.getRequestMethod());
        notes.note("bad method", () -> {
            c.setRequestMethod("PATCH");
            return null;
        });
        notes.note("bad timeout", () -> {
            c.setReadTimeout(-1);
            return null;
        });
        notes.note("bad timeout", () -> {
            c.setConnectTimeout(-1);
            return null;
        });
        notes.note("null field", () -> {
            c.setRequestProperty(null, "x");
            return null;
        });
        notes.note("bad field", () -> {
            c.setRequestProperty("X", "a\nb");
            return null;
        });
        notes.note("bad length", () -> {
            c.setFixedLengthStreamingMode(-1);
            return null;
        });
        c.setRequestProperty("X-A", "1");
        c.addRequestProperty("X-A", "2");
        c.setRequestProperty("Authorization", "secret");
        c.setConnectTimeout(5000);
        c.setReadTimeout(6000);
        c.setUseCaches(false);
        c.setIfModifiedSince(7_000);
        c.setAllowUserInteraction(true);
        notes.note("field", () -> c.getRequestProperty("x-a") + c.getRequestProperty("Authorization"));
        notes.note("fields", () -> new TreeMap<>(c.getRequestProperties()));
        notes.note(
                "set",
                () -> c.getConnectTimeout() + " " + c.getReadTimeout() + c.getUseCaches() + c.getIfModifiedSince()
                        + c.getAllowUserInteraction());
        c.setChunkedStreamingMode(0);
        notes.note("both modes", () -> {
            c.setFixedLengthStreamingMode(3);
            return null;
        });
        notes.noteAnswer(c);
    }

    /** Settings after the request went out. */
    private static void tooLate(HttpURLConnection c, Notes notes) {
        notes.note("code", c::getResponseCode);
        notes.note("method", () -> {
            c.setRequestMethod("PUT");
            return null;
        });
        notes.note("set", () -> {
            c.setRequestProperty("X", "1");
            return null;
        });
        notes.note("add", () -> {
            c.addRequestProperty("X", "1");
            return null;
        });
        notes.note("fields", c::getRequestProperties);
        notes.note("output", () -> {
            c.setDoOutput(true);
            return null;
        });
        notes.note("fixed", () -> {
            c.setFixedLengthStreamingMode(1);
            return null;
        });
        notes.note("chunked", () -> {
            c.setChunkedStreamingMode(1);
            return null;
        });
        notes.note("caches", () -> {
            c.setUseCaches(true);
            return null;
        });
        notes.note("since", () -> {
            c.setIfModifiedSince(1);
            return null;
        });
        notes.note("timeout", () -> {
            c.setReadTimeout(1234);
            return c.getReadTimeout();
        });
        notes.note("redirects", () -> {
            c.setInstanceFollowRedirects(false);
            return c.getInstanceFollowRedirects();
        });
    }

    static Stream<String> programs() {
        return PROGRAMS.keySet().stream();
    }

    /** When the other endpoint breaks too, the program sees how the one that it addressed did. */
    static Stream<String> answeredPrograms() {
        return programs().filter(path -> !path.startsWith("/answer/reset"));
    }

    /** Streams have identities. */
    private static List<String> comparable(Notes notes) {
        List<String> lines = new ArrayList<>();
        for (String line : notes.lines) {
            lines.add(line.replaceAll("@[0-9a-f]+", "@"));
        }
        return lines;
    }

    private static List<String> run(String path, HttpURLConnection connection) {
        Notes notes = new Notes();
        try {
            PROGRAMS.get(path).run(connection, notes);
        } catch (Exception failure) {
            notes.lines.add("ended with " + failure);
        }
        connection.disconnect();
        return comparable(notes);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void seesTheSame(String path) throws IOException {
        try (TestServer server = new TestServer("A")) {
            AgentEngine engine = Engines.of(server.url(), TestServer.dead());
            List<String> expected = run(path, Facades.plain(server.url() + path));
            assertThat(run(path, Facades.open(engine, server.url() + path))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void seesTheSameWhileObserved(String path) throws IOException {
        try (TestServer server = new TestServer("A")) {
            AgentEngine engine = Engines.with("mode=observe", server.url(), TestServer.dead());
            List<String> expected = run(path, Facades.plain(server.url() + path));
            List<String> sent = List.copyOf(server.received());
            server.received().clear();
            assertThat(run(path, Facades.open(engine, server.url() + path))).isEqualTo(expected);
            if (!path.startsWith("/fixed-too")) { // cut off: how much of it arrives is a matter of time
                assertThat(server.received()).isEqualTo(sent);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void seesTheSameWhenAllAreDown(String path) throws IOException {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.base-delay=1ms", down, TestServer.dead());
        List<String> expected = run(path, Facades.plain(down + path));
        assertThat(run(path, Facades.open(engine, down + path))).isEqualTo(expected);
    }

    /** Whatever the program does, it never learns that another endpoint answered. */
    @ParameterizedTest
    @MethodSource("answeredPrograms")
    void seesTheSameWhenAnotherEndpointAnswers(String path) throws IOException {
        try (TestServer server = new TestServer("A")) {
            String down = TestServer.dead();
            List<String> expected = run(path, Facades.plain(server.url() + path));
            AgentEngine engine = Engines.with("retry.max-attempts=2", down, server.url());
            List<String> seen = run(path, Facades.open(engine, down + path));
            // The messages of the JDK name the URL that answered.
            assertThat(seen.toString().replace(down, server.url())).isEqualTo(expected.toString());
        }
    }
}
