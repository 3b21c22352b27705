package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.breaker.BreakerState;
import dev.failover.codec.CodecException;
import dev.failover.processor.roundtrip.StreamsApi.Item;
import dev.failover.stub.Response;
import dev.failover.stub.StatusException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are read while they come, and while they are sent, against two replicas of a real server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamsTest {
    private StreamsServer first;
    private StreamsServer second;
    private FailoverManager manager;
    private StreamsApi api;

    @BeforeEach
    void start() throws IOException {
        first = new StreamsServer();
        second = new StreamsServer();
        manager = FailoverManager.create().serviceOrRegister("streams", first.url(), second.url());
        api = Stubs.create(StreamsApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        first.close();
        second.close();
    }

    private static String text(InputStream body) throws IOException {
        try (InputStream all = body) {
            return new String(all.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAnswerIsReadWhileItComes() throws IOException {
        CountDownLatch isRead = new CountDownLatch(1);
        first.handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write('a');
            out.flush();
            await(isRead);
            out.write('b');
        };
        try (InputStream body = api.get()) {
            assertThat(body.read()).isEqualTo('a');
            isRead.countDown();
            assertThat(body.read()).isEqualTo('b');
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void itsShapeIsLikeThatOfOthers() throws IOException {
        assertThat(text(api.find().orElseThrow())).isEqualTo("0 null chunked");
        Response<InputStream> whole = api.whole();
        assertThat(whole.status()).isEqualTo(200);
        assertThat(text(whole.body())).isEqualTo("0 null chunked");
        first.handler = exchange -> StreamsServer.answer(exchange, 204, "");
        assertThat(api.find()).isEmpty();
        assertThat(text(api.get())).isEmpty();
        first.handler = exchange -> StreamsServer.answer(exchange, 404, "gone");
        assertThat(api.find()).isEmpty();
        assertThat(api.whole().raw().text()).isEqualTo("gone");
        assertThatExceptionOfType(StatusException.class)
                .isThrownBy(api::get)
                .returns("gone", StatusException::bodyExcerpt);
    }

    @Test
    void anotherReplicaIsAskedBeforeTheFirstByte() throws IOException {
        first.handler = exchange -> StreamsServer.answer(exchange, 503, "not now");
        assertThat(text(api.get())).isEqualTo("0 null chunked");
        first.close();
        assertThat(text(api.get())).isEqualTo("0 null chunked");
        assertThat(second.received).hasSize(2);
    }

    @Test
    void whatBreaksOffLaterIsTold() throws IOException {
        first.handler = exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('a');
        };
        try (InputStream body = api.get()) {
            assertThat(body.read()).isEqualTo('a');
            assertThatIOException().isThrownBy(body::read);
        }
        assertThat(second.received).isEmpty();
    }

    @Test
    void aConnectionIsUsedAgainWhenAllWasRead() throws IOException {
        text(api.get());
        text(api.get());
        assertThat(first.ports.get(1)).isEqualTo(first.ports.get(0));
    }

    @Test
    void closingItEndsTheAnswer() throws Exception {
        CountDownLatch brokenOff = new CountDownLatch(1);
        first.handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[1 << 16]);
                }
            } catch (IOException closed) {
                brokenOff.countDown();
                throw closed;
            }
        };
        try (InputStream body = api.get()) {
            assertThat(body.read()).isZero();
        }
        assertThat(brokenOff.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasPackedOnTheWayIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("a".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        }
        first.handler = exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        };
        Response<InputStream> whole = api.whole();
        assertThat(whole.headers().contains("Content-Encoding")).isFalse();
        assertThat(text(whole.body())).isEqualTo("a".repeat(100_000));
        text(api.get());
        assertThat(first.ports.get(1)).as("its connection").isEqualTo(first.ports.get(0));
    }

    @Test
    void withoutWaitingItIsInMemory() throws IOException {
        first.handler = exchange -> StreamsServer.answer(exchange, 200, "text");
        assertThat(text(api.getAsync().join())).isEqualTo("text");
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Test
    void theCacheHearsWhatTheProgramReads() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        first.handler = exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            await(seen);
            exchange.getResponseBody().write('b');
        };
        try (InputStream body = api.cached()) {
            assertThat(body.read()).isEqualTo('a');
            seen.countDown();
            assertThat(text(body)).isEqualTo("b");
        }
        assertThat(text(api.cached())).isEqualTo("ab");
        assertThat(first.received).hasSize(1);
    }

    /** How long somebody takes to read is nothing to wait for. */
    @Test
    void nobodyWaitsForWhoReadsSlowly() throws IOException {
        first.handler = exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            StreamsServer.answer(exchange, 200, "kept");
        };
        try (InputStream slow = api.cached()) {
            long begin = System.nanoTime();
            assertThat(text(api.cached())).isEqualTo("kept");
            assertThat(System.nanoTime() - begin)
                    .as("of the 5 s for which calls wait")
                    .isLessThan(4_000_000_000L);
            assertThat(text(slow)).isEqualTo("kept");
        }
        text(api.cached());
        assertThat(first.received).hasSize(2);
    }

    /** RFC 1952, section 2.2. */
    @Test
    void whatIsPackedInSeveralMembersIsUnpackedWhole() throws IOException {
        first.handler = exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            for (String member : new String[] {"first ", "second"}) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (OutputStream out = new GZIPOutputStream(packed)) {
                    out.write(member.getBytes(StandardCharsets.UTF_8));
                }
                for (byte each : packed.toByteArray()) {
                    exchange.getResponseBody().write(each);
                    exchange.getResponseBody().flush();
                }
            }
        };
        for (int i = 0; i < 20; i++) {
            assertThat(text(api.get())).isEqualTo("first second");
        }
        assertThat(first.ports.stream().distinct()).as("connections").hasSize(1);
    }

    @Test
    void whoKnowsWhereTheBodyEndsKeepsTheConnection() throws IOException {
        first.handler = exchange -> StreamsServer.answer(exchange, 200, "12345");
        for (int i = 0; i < 5; i++) {
            try (InputStream body = api.get()) {
                assertThat(body.readNBytes(5)).hasSize(5);
            }
        }
        assertThat(first.ports.stream().distinct()).as("connections").hasSize(1);
    }

    /** By its length it is whole, whether or not the program asks for more. */
    @Test
    void theCacheKeepsWhatIsWholeOnly() throws IOException {
        first.handler = exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            StreamsServer.answer(exchange, 200, "kept");
        };
        for (int length : new int[] {3, 4, 4}) {
            try (InputStream body = api.cached()) {
                assertThat(body.readNBytes(length)).hasSize(length);
            }
        }
        assertThat(first.received).hasSize(2);
    }

    @Test
    void whatChangesSomethingIsNotKeptInMemoryForTheCache() throws IOException {
        StreamsServer.Handler counting = first.handler;
        first.handler = exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            counting.handle(exchange);
        };
        text(api.cached());
        text(api.cached());
        assertThat(api.put(stream("abc"))).isEqualTo("3 application/octet-stream chunked");
        text(api.cached());
        assertThat(first.received).containsExactly("GET", "PUT", "GET");
    }

    /** It is not answered before a later call, which has no longer to wait for its hedge, was hedged. */
    @Test
    void aStreamIsNotHedged() throws IOException {
        CountDownLatch hedged = new CountDownLatch(1);
        first.handler = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/text")) {
                await(hedged);
            } else {
                api.hedgedText();
            }
            StreamsServer.answer(exchange, 200, "one");
        };
        second.handler = exchange -> {
            hedged.countDown();
            StreamsServer.answer(exchange, 200, "other");
        };
        assertThat(text(api.hedged())).isEqualTo("one");
        assertThat(second.received).as("that of the other call").hasSize(1);
    }

    @Test
    void aFileIsSentAnewToAnotherReplica(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "abc");
        first.handler = exchange -> {
            StreamsProgram.drain(exchange.getRequestBody());
            StreamsServer.answer(exchange, 503, "not now");
        };
        assertThat(api.putFile(file.toFile())).isEqualTo("3 image/png known");
        assertThat(api.putPath(file)).isEqualTo("3 application/octet-stream known");
        assertThat(api.putPathAsync(file).join()).isEqualTo("3 application/octet-stream known");
        assertThat(second.received).containsExactly("PUT", "PUT", "PUT");
    }

    @Test
    void aStreamIsSentOnce() {
        assertThat(api.put(stream("abc"))).isEqualTo("3 application/octet-stream chunked");
        assertThat(api.post(stream("abcd"))).isEqualTo("4 application/octet-stream chunked");
        first.handler = exchange -> {
            StreamsProgram.drain(exchange.getRequestBody());
            StreamsServer.answer(exchange, 503, "not now");
        };
        assertThatExceptionOfType(StatusException.class)
                .isThrownBy(() -> api.put(stream("abc")))
                .returns(503, StatusException::status);
        assertThat(second.received).isEmpty();
        assertThat(api.putAsync(stream("abc")).join())
                .as("which is in memory")
                .isEqualTo("3 application/octet-stream known");
    }

    @Test
    void aStreamThatWasNotBegunGoesElsewhere() throws IOException {
        try (FailoverManager half =
                FailoverManager.create().serviceOrRegister("streams", EchoServer.refused(), second.url())) {
            StreamsApi stub = Stubs.create(StreamsApi.class, half);
            assertThat(stub.put(stream("abc"))).isEqualTo("3 application/octet-stream chunked");
            assertThat(stub.post(stream("abc"))).isEqualTo("3 application/octet-stream chunked");
        }
    }

    @Test
    void aStreamStaysOpen() {
        AtomicBoolean closed = new AtomicBoolean();
        api.put(new ByteArrayInputStream(new byte[3]) {
            @Override
            public void close() {
                closed.set(true);
            }
        });
        assertThat(closed).isFalse();
    }

    @Test
    void whatCannotBeReadIsNoFaultOfTheReplica(@TempDir Path folder) {
        IOException failure = new IOException("the disk is gone");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> api.put(broken))
                    .satisfies(e -> assertThat(e).hasRootCause(failure));
        }
        assertThat(manager.service("streams").endpoints())
                .allMatch(each -> each.breaker().state(System.nanoTime()) == BreakerState.CLOSED);
        assertThat(second.received).isEmpty();
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> api.putPath(missing))
                .satisfies(e -> assertThat(e).hasRootCauseMessage("cannot read the file body"));
        assertThatIllegalArgumentException().isThrownBy(() -> api.putFile(null)).withMessageContaining("body is null");
    }

    private void answersList(String list) {
        first.handler = exchange -> StreamsServer.answer(exchange, 200, list);
    }

    @Test
    void elementsAreReadWhileTheyCome() {
        CountDownLatch isRead = new CountDownLatch(1);
        first.handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            // More than a codec reads ahead.
            out.write(("[{\"name\":\"pen\",\"amount\":1}," + " ".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(isRead);
            out.write("{\"name\":\"ink\",\"amount\":2}]".getBytes(StandardCharsets.UTF_8));
        };
        try (Stream<Item> items = api.list()) {
            assertThat(items.peek(item -> isRead.countDown())).containsExactly(new Item("pen", 1), new Item("ink", 2));
        }
        answersList("[{\"name\":\"pen\",\"amount\":1}]");
        for (int i = 0; i < 2; i++) {
            assertThat(api.list()).as("not closed, but read to its end").hasSize(1);
        }
        assertThat(first.ports.get(2)).isEqualTo(first.ports.get(1));
        assertThat(api.listAsync().join()).containsExactly(new Item("pen", 1));
    }

    @Test
    void listsThatAreNone() {
        answersList("");
        assertThat(api.list()).isEmpty();
        answersList(" \n[ ] ");
        assertThat(api.list()).isEmpty();
        answersList(" null");
        assertThat(api.list()).isEmpty();
        answersList("{\"name\":1");
        assertThatExceptionOfType(CodecException.class).isThrownBy(api::list);
        answersList("[{\"name\":\"pen\",\"amount\":1},{\"name\"");
        try (Stream<Item> items = api.list()) {
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(items::toList)
                    .withMessageContaining("of GET /list (StreamsApi.list) element by element by JacksonCodec");
        }
        answersList("[1]");
        try (Stream<Item> items = api.list()) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(items::toList);
        }
    }

    @Test
    void closingElementsEndsTheAnswer() throws InterruptedException {
        CountDownLatch brokenOff = new CountDownLatch(1);
        first.handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                exchange.getResponseBody().write('[');
                while (true) {
                    exchange.getResponseBody()
                            .write("{\"name\":\"pen\",\"amount\":1},".getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                brokenOff.countDown();
                throw closed;
            }
        };
        try (Stream<Item> items = api.list()) {
            assertThat(items.limit(1000)).hasSize(1000);
        }
        assertThat(brokenOff.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
