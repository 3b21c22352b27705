package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.call.Rejection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service called at a base URL that the call names. */
class SingleEndpointTest {
    private static final URI OTHER = URI.create("http://c");

    private final FailoverManager manager =
            FailoverManager.builder().transport(new FakeTransport()).build();
    private final List<String> asked = new ArrayList<>();

    private ServiceClient db() {
        return manager.register(new InternalService("db", null, "http://a", "http://b"))
                .service("db");
    }

    private EndpointCall<String> work(boolean fails) {
        return endpoint -> {
            asked.add(endpoint.host());
            if (fails) {
                throw new IOException("reset");
            }
            return endpoint.host();
        };
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void goesThereAndNowhereElse() {
        ServiceClient db = db();
        assertThat(db.at(OTHER).call(work(false))).isEqualTo("c");
        assertThat(db.at(URI.create("http://b")).call(work(false))).isEqualTo("b");
        assertThat(db.call(work(false))).isEqualTo("a");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.at(OTHER).callOnce(work(true)));
        assertThat(asked).containsExactly("c", "b", "a", "c");
        assertThat(db.at(OTHER).within(Duration.ofSeconds(5)).weighing(2).endpoints())
                .hasSize(1);
        assertThat(db.at(OTHER).name()).isEqualTo("db");
    }

    @Test
    void ownEndpointsShareTheirBreaker() {
        ServiceClient db = db();
        db.endpoints().get(1).breaker().mode(BreakerMode.FORCED_OPEN);
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.at(URI.create("http://b")).call(work(false)))
                .satisfies(e -> assertThat(e.rejection()).isEqualTo(Rejection.BREAKERS_OPEN));
        assertThat(asked).isEmpty();
    }

    @Test
    void othersKeepABreakerOfTheirOwn() {
        ServiceClient db = db();
        CircuitBreaker breaker = db.at(OTHER).endpoints().get(0).breaker();
        breaker.mode(BreakerMode.FORCED_OPEN);
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.service("db").at(OTHER).call(work(false)));
        assertThat(db.call(work(false))).isEqualTo("a");
        for (int i = 0; i < 100; i++) {
            assertThat(db.at(URI.create("http://h" + i)).endpoints()).hasSize(1);
        }
        assertThat(db.at(OTHER).call(work(false)))
                .as("forgotten behind 100 others")
                .isEqualTo("c");
    }

    @Test
    void limitsAreThoseOfTheService() {
        ServiceClient db = manager.register(new ExternalAPIService("db", null, "http://a").rateLimit("1/h"))
                .service("db");
        assertThat(db.at(OTHER).call(work(false))).isEqualTo("c");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.call(work(false)))
                .satisfies(e -> assertThat(e.rejection()).isNotNull());
        assertThat(asked).containsExactly("c");
    }

    @Test
    void isGoneWithTheService() {
        InternalService service = new InternalService("db", null, "http://a");
        ServiceClient other = manager.register(service).service("db").at(OTHER);
        assertThat(manager.unregister(service)).isTrue();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.call(work(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "ftp://c", "http://user:secret@c", "http://c/?q=1", "http://c/a/../b"})
    void refusesWhatIsNoEndpoint(String url) {
        ServiceClient db = db();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> db.at(URI.create(url)))
                .withMessageNotContaining("secret");
    }
}
