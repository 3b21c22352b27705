package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.breaker.BreakerMode;
import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.config.ServiceSettings;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What annotations say of a service and of some of its calls. */
class AnnotatedPoliciesTest {
    private static final ServiceSettings TWO = ServiceSettings.ofCode(
            "any",
            "DbApi.find",
            Map.of("retry.max-attempts", "2", "retry.base-delay", "0", "pool.max-per-service", "1"));

    private final List<String> asked = new ArrayList<>();
    private FailoverManager manager = manager();

    private static FailoverManager manager(String... keysAndValues) {
        ConfigSources.Builder sources = ConfigSources.builder().endpointsMayComeFromCode();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            sources.code(keysAndValues[i], keysAndValues[i + 1]);
        }
        return FailoverManager.builder()
                .transport(new FakeTransport())
                .configuration(Configuration.loadStrict(sources.build()))
                .build();
    }

    private static Service db() {
        return new InternalService("db", null, "http://a", "http://b", "http://c", "http://d");
    }

    private int attempts(ServiceClient client) {
        asked.clear();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> client.call(endpoint -> {
                    asked.add(endpoint.host());
                    throw new IOException("reset");
                }));
        return asked.size();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void callsHaveRetriesOfTheirOwn() {
        ServiceClient whole = manager.register(db()).service("db");
        assertThat(attempts(whole.with(TWO))).isEqualTo(2);
        assertThat(attempts(whole)).isEqualTo(3);
        assertThat(attempts(whole.at(URI.create("http://b")).with(TWO))).isEqualTo(2);
        assertThat(asked).containsExactly("b", "b");
        assertThat(attempts(whole.with(TWO).at(URI.create("http://x")))).isEqualTo(2);
    }

    @Test
    void theRestIsThatOfTheService() {
        ServiceClient whole = manager.register(db()).service("db");
        ServiceClient some = whole.with(TWO);
        assertThat(some.endpoints()).isEqualTo(whole.endpoints());
        whole.endpoints().get(0).breaker().mode(BreakerMode.FORCED_OPEN);
        attempts(some);
        assertThat(asked).containsExactly("b", "c");
        // A pool of the service would hold the second one up.
        String nested = some.call(outer -> whole.with(TWO).call(inner -> "inner"));
        assertThat(nested).isEqualTo("inner");
        manager.register(new InternalService("db", null, "http://e"));
        assertThat(some.endpoints()).hasSize(5).isEqualTo(whole.endpoints());
        assertThat(attempts(some)).isEqualTo(2);
    }

    @Test
    void registrationIsWeakerForCallsAndConfigurationStronger() {
        Service fiveTimes = db().retry(RetryPolicy.builder().maxAttempts(5).build());
        assertThat(attempts(manager.register(fiveTimes).service("db").with(TWO)))
                .isEqualTo(2);
        manager.close();
        manager = manager("service.db.retry.max-attempts", "4", "defaults.retry.max-attempts", "7");
        assertThat(attempts(manager.register(db()).service("db").with(TWO))).isEqualTo(4);
        manager.close();
        manager = manager("defaults.retry.max-attempts", "7");
        assertThat(attempts(manager.register(db()).service("db").with(TWO))).isEqualTo(2);
    }

    private static ServiceSettings breaker(String place, String... keysAndValues) {
        return ServiceSettings.ofCode(
                "db",
                place,
                keysAndValues.length == 2
                        ? Map.of(keysAndValues[0], keysAndValues[1])
                        : Map.of(
                                keysAndValues[0], keysAndValues[1],
                                keysAndValues[2], keysAndValues[3]));
    }

    private int probes() {
        return manager.service("db").endpoints().get(0).breaker().policy().probes();
    }

    @Test
    void keepsWhatMeansSomethingBesideAKeyThatIsOnlyConfigured() {
        ServiceSettings settings = Configuration.loadStrict(ConfigSources.builder()
                        .endpointsMayComeFromCode()
                        .code("service.db.hedge.delay", "10ms")
                        .code("service.db.limiter.rate", "10/s")
                        .code("defaults.hedge.max", "4")
                        .build())
                .settings("db");
        ServiceSettings calls = ServiceSettings.ofCode("any", "DbApi.find", Map.of("hedge.max", "2"));
        ServiceSettings declared = ServiceSettings.ofCode("db", "DbApi", Map.of("limiter.wait", "20ms"));
        ServicePolicy policy = db().policy(new PolicyOverrides(), settings, declared, calls);
        assertThat(policy.hedge().maxHedges()).isEqualTo(2);
        assertThat(policy.rateLimiter().waitNanos()).isEqualTo(20_000_000);
        policy = db().policy(new PolicyOverrides(), settings, null, null);
        assertThat(policy.hedge().maxHedges()).isEqualTo(4);
        assertThat(policy.rateLimiter().waitNanos()).isZero();
    }

    @Test
    void theCacheOfEachPlaceIsStrongerThanThatBefore() {
        ServiceSettings declared = ServiceSettings.ofCode(
                "db", "DbApi", Map.of("cache.enabled", "true", "cache.stale-if-error", "1h", "cache.shared", "true"));
        ServiceSettings calls = ServiceSettings.ofCode("any", "DbApi.find", Map.of("cache.stale-if-error", "2h"));
        ServiceSettings none = configured();
        CachePolicy ofAnnotations = CachePolicy.defaults().withShared(true).withStaleIfError(Duration.ofHours(2));
        assertThat(db().policy(new PolicyOverrides(), none, null, calls).cache())
                .isNull();
        assertThat(db().policy(new PolicyOverrides(), none, declared, calls).cache())
                .isEqualTo(ofAnnotations);
        assertThat(db().policy(
                                new PolicyOverrides(),
                                configured("service.db.cache.stale-if-error", "3h", "defaults.cache.shared", "false"),
                                declared,
                                calls)
                        .cache())
                .isEqualTo(ofAnnotations.withStaleIfError(Duration.ofHours(3)));
        assertThat(db().policy(new PolicyOverrides(), configured("service.db.cache.enabled", "false"), declared, calls)
                        .cache())
                .isNull();
        CachePolicy registered = CachePolicy.defaults().withMaxEntries(7);
        assertThat(db().cache(registered)
                        .policy(new PolicyOverrides(), configured("defaults.cache.enabled", "false"), null, null)
                        .cache())
                .isEqualTo(registered);
        assertThat(new ExternalAPIService("db", null, "http://a")
                        .cache(registered)
                        .policy(new PolicyOverrides(), configured("service.db.cache.max-entries", "9"), declared, calls)
                        .cache())
                .isEqualTo(registered.withMaxEntries(9).withStaleIfError(Duration.ofHours(2)));
        PolicyOverrides ofManager = new PolicyOverrides();
        ofManager.cache = registered;
        assertThat(db().policy(ofManager, none, null, null).cache()).isEqualTo(registered);
        assertThat(db().policy(ofManager, configured("defaults.cache.max-entries", "8"), null, null)
                        .cache())
                .isEqualTo(registered.withMaxEntries(8));
    }

    @Test
    void whatBelongsToAKeyThatOnlyCodeHasMayStandInWeakerPlaces() {
        ServiceSettings declared = ServiceSettings.ofCode(
                "db", "DbApi", Map.of("cache.max-entries", "7", "hedge.max", "3", "cache.shared", "true"));
        ServiceSettings calls = ServiceSettings.ofCode(
                "any", "DbApi.find", Map.of("cache.enabled", "true", "hedge.delay", "10ms", "cache.shared", "false"));
        ServiceSettings settings = configured(
                "defaults.cache.max-object-size",
                "7KB",
                "defaults.cache.max-entries",
                "5",
                "defaults.hedge.budget",
                "7%");
        ServicePolicy policy = db().policy(new PolicyOverrides(), settings, declared, calls);
        assertThat(policy.cache())
                .isEqualTo(CachePolicy.defaults().withMaxEntries(7).withMaxObjectSize(7 << 10));
        assertThat(policy.hedge().maxHedges()).isEqualTo(3);
        assertThat(policy.hedge().budget().ratio()).isEqualTo(0.07);
        assertThat(db().policy(new PolicyOverrides(), settings, declared, null).cache())
                .as("nobody has switched it on")
                .isNull();
        policy = db().policy(new PolicyOverrides(), settings, calls, null);
        assertThat(policy.cache())
                .isEqualTo(CachePolicy.defaults().withMaxEntries(5).withMaxObjectSize(7 << 10));
        assertThat(policy.hedge().budget().ratio()).isEqualTo(0.07);
    }

    private static ServiceSettings configured(String... keysAndValues) {
        ConfigSources.Builder sources = ConfigSources.builder().endpointsMayComeFromCode();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            sources.code(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.loadStrict(sources.build()).settings("db");
    }

    @Test
    void theServiceHasWhatIsSaidOfIt() {
        manager.serviceOrRegister(breaker("DbApi", "breaker.probes", "3"), "http://a");
        assertThat(probes()).isEqualTo(3);
        manager.serviceOrRegister(breaker("OtherApi", "breaker.probes", "3", "breaker.probe-successes", "2"));
        assertThat(manager.service("db").endpoints().get(0).breaker().policy().probeSuccesses())
                .isEqualTo(2);
        assertThat(probes()).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.serviceOrRegister(breaker("ThirdApi", "breaker.probes", "4")))
                .withMessage(
                        "breaker.probes of service db is 3 (DbApi, breaker.probes) and 4 (ThirdApi, breaker.probes),"
                                + " but the service has it once; write it in one of the places");
        assertThat(probes()).isEqualTo(3);
    }

    @Test
    void itAlsoHoldsForAServiceThatIsThereOrComesLater() {
        manager.register(db());
        assertThat(probes()).isEqualTo(1);
        manager.service("db").endpoints().get(0).breaker().mode(BreakerMode.FORCED_OPEN);
        manager.serviceOrRegister(breaker("DbApi", "breaker.probes", "3"));
        assertThat(probes()).isEqualTo(3);
        assertThat(manager.service("db").endpoints().get(0).breaker().mode()).isEqualTo(BreakerMode.FORCED_OPEN);
        manager.close();
        manager = manager("service.db.breaker.probes", "2");
        manager.serviceOrRegister(breaker("DbApi", "breaker.probes", "3"), "http://a");
        assertThat(probes()).isEqualTo(2);
    }
}
