package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.processor.roundtrip.PricesApi.Price;
import dev.failover.stub.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client with {@code @Cached} against two replicas of a real server. */
class CachedTest {
    private static final Price OLD = new Price(100);
    private static final Price NEW = new Price(120);

    private PricesServer first;
    private PricesServer second;
    private FailoverManager manager;
    private PricesApi api;

    @BeforeEach
    void start() throws IOException {
        Map<String, String> shop = PricesServer.shop();
        first = new PricesServer(shop);
        second = new PricesServer(shop);
        manager = FailoverManager.create().serviceOrRegister("prices", first.url(), second.url());
        api = Stubs.create(PricesApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        first.close();
        second.close();
    }

    private List<String> done() {
        List<String> all = new ArrayList<>(first.done);
        all.addAll(second.done);
        return all;
    }

    @Test
    void aFreshAnswerIsUsedAgain() {
        assertThat(api.find("pen")).isEqualTo(OLD);
        assertThat(api.find("pen")).isEqualTo(OLD);
        Response<Price> shared = api.findAsync("pen").join();
        assertThat(shared.body()).isEqualTo(OLD);
        assertThat(shared.headers().first("Age")).isNotNull();
        assertThat(done()).containsExactly("GET 200");
    }

    @Test
    void aMethodWithoutTheAnnotationAsksEachTime() {
        assertThat(api.find("pen")).isEqualTo(OLD);
        assertThat(api.ask("pen")).isEqualTo(OLD);
        assertThat(api.ask("pen")).isEqualTo(OLD);
        assertThat(done()).containsExactly("GET 200", "GET 200", "GET 200");
    }

    @Test
    void aStaleAnswerIsValidated() {
        first.cacheControl = "max-age=0";
        assertThat(api.find("pen")).isEqualTo(OLD);
        assertThat(api.find("pen")).isEqualTo(OLD);
        assertThat(api.findAsync("pen").join().status()).isEqualTo(200);
        assertThat(done()).containsExactly("GET 200", "GET 304", "GET 304");
        api.ask("pen");
        first.close();
        second.cacheControl = "max-age=0";
        assertThat(api.find("pen")).isEqualTo(OLD);
        assertThat(second.done).as("the other replica has the same validator").containsExactly("GET 304");
    }

    @Test
    void aStaleAnswerStandsInForReplicasThatAreGone() {
        first.cacheControl = "max-age=0";
        assertThat(api.find("pen")).isEqualTo(OLD);
        first.close();
        second.close();
        for (int i = 0; i < 20; i++) {
            assertThat(api.find("pen")).isEqualTo(OLD);
        }
        assertThat(api.findAsync("pen"))
                .succeedsWithin(30, TimeUnit.SECONDS)
                .extracting(Response::body)
                .isEqualTo(OLD);
        assertThatExceptionOfType(FailoverException.class).isThrownBy(() -> api.ask("pen"));
        assertThatExceptionOfType(FailoverException.class).isThrownBy(() -> api.find("ink"));
    }

    @Test
    void aChangeInvalidatesTheAnswer() {
        assertThat(api.find("pen")).isEqualTo(OLD);
        api.change("pen", NEW);
        assertThat(api.find("pen")).isEqualTo(NEW);
        assertThat(api.find("pen")).isEqualTo(NEW);
        assertThat(done()).containsExactly("GET 200", "PUT 204", "GET 200");
    }
}
