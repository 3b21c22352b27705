package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;

/** What Reactor Netty validates behind a stale answer: a request as it is, and one whose fields a function of the program's own writes. */
@Timeout(60)
class ReactorBehindTest extends ReactorCaching {
    private static final String MINE = "X-Mine";

    private Object request(boolean sends) {
        return sends
                ? client.request(HttpMethod.GET)
                        .uri(origin.url() + "/x")
                        .send((request, outbound) -> Mono.deferContextual(context -> {
                            request.header(MINE, context.get(MINE));
                            return outbound.then();
                        }))
                : client.headers(fields -> fields.set(MINE, "1")).get().uri(origin.url() + "/x");
    }

    private Answer ask(boolean sends) {
        return call(request(sends))
                .flatMap(connection -> connection
                        .inbound()
                        .receive()
                        .aggregate()
                        .asString()
                        .map(text -> new Answer((HttpClientResponse) connection, text)))
                .contextWrite(Context.of(MINE, "1"))
                .block(LONG);
    }

    /** As often as the pool has no connections for, while the one that validates gets no answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStaleOneComesAtOnceAndIsValidatedBehindIt(boolean sends) throws Exception {
        engine = engine("cache.stale-while-revalidate=1h");
        origin.answering("old", STALE, "ETag: \"1\"");
        ask(sends);
        CountDownLatch stalls = new CountDownLatch(1);
        List<String> conditions = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            conditions.add(exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst(MINE));
            try {
                stalls.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "new", FRESH, "ETag: \"2\"");
        });
        for (int i = 0; i < 5; i++) {
            Answer stale = ask(sends);
            assertThat(stale.text).isEqualTo("old");
            assertThat(stale.fields("Cache-Status").get(0)).startsWith("failover; hit; ttl=");
        }
        Eventually.holds(() -> !conditions.isEmpty());
        assertThat(ask(sends).text).isEqualTo("old");
        stalls.countDown();
        Eventually.holds(() -> ask(sends).text.equals("new"));
        assertThat(conditions).containsExactly("\"1\" 1");
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsFreshAgain(boolean sends) throws Exception {
        engine = engine("cache.stale-while-revalidate=1h");
        origin.answering("text", STALE, "ETag: \"1\"");
        ask(sends);
        origin.validating("\"1\"", "another", FRESH);
        assertThat(ask(sends).text).isEqualTo("text");
        Eventually.holds(() -> ask(sends).fields("Cache-Status").get(0).matches("failover; hit; ttl=[1-9].*"));
        assertThat(ask(sends).text).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
    }

    /** Again and again: what failed takes nothing up. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aValidationThatFailsHarmsNothing(boolean sends) throws Exception {
        engine = engine("cache.stale-while-revalidate=1h");
        origin.answering("text", STALE, "ETag: \"1\"");
        ask(sends);
        for (ScriptedOrigin.Script failing : List.<ScriptedOrigin.Script>of(
                exchange -> ScriptedOrigin.respond(exchange, 503, "error"),
                HttpExchange::close,
                exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH))) {
            origin.answering(failing);
            for (int i = 0; i < 20; i++) {
                assertThat(ask(sends).text).isEqualTo("text");
            }
        }
        origin.answering("new", FRESH);
        Eventually.holds(() -> ask(sends).text.equals("new"));
    }
}
