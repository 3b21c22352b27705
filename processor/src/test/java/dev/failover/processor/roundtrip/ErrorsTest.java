package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import dev.failover.codec.CodecException;
import dev.failover.processor.roundtrip.EchoApi.Item;
import dev.failover.processor.roundtrip.ErrorsApi.Gone;
import dev.failover.processor.roundtrip.ErrorsApi.Taken;
import dev.failover.stub.StatusException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams, and exceptions of an interface's own, against a real server. */
class ErrorsTest {
    private EchoServer server;
    private FailoverManager manager;
    private ErrorsApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("errors", server.url());
        api = Stubs.create(ErrorsApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void readsStreams() throws IOException {
        server.answersJson("[{\"name\": \"a\", \"amount\": 1}, {\"name\": \"b\", \"amount\": 2}]");
        try (Stream<Item> items = api.items()) {
            assertThat(items).containsExactly(new Item("a", 1), new Item("b", 2));
        }
        assertThat(server.last().header("Accept")).isEqualTo("application/json");
        assertThat(api.itemsAsync().join()).hasSize(2);
        try (InputStream body = api.open()) {
            assertThat(body.readAllBytes()).startsWith('[', '{');
        }
        assertThat(api.openAsync().join())
                .get()
                .satisfies(body -> assertThat(body).isNotEmpty());
        server.answersJson("");
        assertThat(api.items()).isEmpty();
        server.answers(204, "text/plain", "");
        assertThat(api.openAsync().join()).isEmpty();
    }

    @Test
    void throwsWhatTheInterfaceSays() {
        server.answers(404, "text/plain", "nobody");
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(api::open)
                .withMessage("GET /a (ErrorsApi.open) answered 404: nobody");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> api.itemsAsync().join())
                .withCauseInstanceOf(Gone.class)
                .withRootCauseInstanceOf(StatusException.class);
        server.answers(410, "text/plain", "");
        assertThatThrownBy(api::open).isInstanceOf(StatusException.class);
    }

    @Test
    void anOptionalStaysEmpty() throws IOException {
        server.answers(404, "text/plain", "nobody");
        assertThat(api.maybe()).isEmpty();
        server.answers(409, "text/plain", "");
        assertThatThrownBy(api::maybe).isInstanceOf(Taken.class);
    }

    @Test
    void readsTheBodyOfAnError() {
        server.answers(409, "application/json", "{\"name\": \"a\", \"amount\": 1}");
        assertThatExceptionOfType(Taken.class).isThrownBy(api::items).satisfies(taken -> {
            assertThat(taken.answer.status()).isEqualTo(409);
            assertThat(taken.answer.body()).isEqualTo(new Item("a", 1));
        });
        server.answers(409, "text/html", "<html>");
        assertThatExceptionOfType(Taken.class).isThrownBy(api::items).satisfies(taken -> {
            assertThat(taken.answer.body()).isNull();
            assertThat(taken.answer.raw().text()).isEqualTo("<html>");
            assertThat(taken.getSuppressed()).singleElement().isInstanceOf(CodecException.class);
        });
    }
}
