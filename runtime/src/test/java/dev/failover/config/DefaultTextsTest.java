package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.HedgePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The defaults in the documentation are those of the code: written out, they change no policy. */
class DefaultTextsTest {
    /** {@code `64`; agent: `0`}; what is not in back quotes is no value. */
    private static final Pattern TEXT = Pattern.compile("`([^`]+)`(?:; agent: (?:`([^`]+)`|none))?");

    /** Of these the code that reads them has the default: the other tests of this package show it. */
    private static final List<String> NO_POLICY =
            List.of("agent.enabled", "agent.mode", "mode", "health.path", "health.interval", "api-key.header");

    @Test
    void writtenOutTheyChangeNothing() {
        ServicePolicy library = withAll(ServicePolicy.defaults());
        ServicePolicy guest = withAll(ServicePolicy.guest());
        List<String> withoutValue = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKeys.all()) {
            Matcher text = TEXT.matcher(key.defaultText());
            if (NO_POLICY.contains(key.name()) || key.scope() == ConfigKey.Scope.GLOBAL) {
                continue;
            }
            if (!text.matches()) {
                withoutValue.add(key.name());
                continue;
            }
            String forLibrary = text.group(1);
            String forAgent = text.group(2) == null ? text.group(1) : text.group(2);
            assertUnchanged(key, forLibrary, without(key, library));
            if (!key.defaultText().endsWith("none")
                    || text.group(2) != null
                    || key.name().contains(".")) {
                assertUnchanged(key, forAgent, without(key, guest));
            }
        }
        assertThat(withoutValue)
                .containsExactly(
                        "endpoints",
                        "match",
                        "limiter.rate",
                        "limiter.burst",
                        "cache.disk-path",
                        "api-key",
                        "properties");
        assertThat(ServicePolicy.defaults().rateLimiter()).isNull();
        assertThat(ServicePolicy.guest().rateLimiter()).isNull();
        assertThat(ServicePolicy.defaults().hedge()).isNull();
        assertThat(ServicePolicy.guest().hedge()).isNull();
        assertThat(ServicePolicy.defaults().cache()).isNull();
        assertThat(ServicePolicy.guest().cache()).isNull();
        assertThat(ServicePolicy.guest().timeouts().deadlineNanos()).isZero();
    }

    /** Burst, wait and the like need a rate and a delay to show in, and all of the cache needs a cache. */
    private static ServicePolicy withAll(ServicePolicy policy) {
        return policy.with(RateLimiterPolicy.of("100/s"))
                .with(HedgePolicy.afterPercentile(95))
                .with(CachePolicy.defaults());
    }

    private static ServicePolicy without(ConfigKey<?> key, ServicePolicy policy) {
        switch (key.name()) {
            case "hedge.delay":
                return policy.withoutHedging();
            case "cache.enabled":
                return policy.withoutCache();
            default:
                return policy;
        }
    }

    private static void assertUnchanged(ConfigKey<?> key, String text, ServicePolicy policy) {
        ServiceSettings settings = new TestSources()
                .property("failover.defaults." + key.name(), text)
                .strict()
                .settings("orders");
        ServicePolicy changed = PolicySettings.over(policy, settings);
        // What the user says of time-outs counts for every attempt, so only their lengths are the same.
        assertThat(changed.timeouts().deadlineNanos())
                .as(key.name())
                .isEqualTo(policy.timeouts().deadlineNanos());
        assertThat(changed.timeouts().connectNanos())
                .as(key.name())
                .isEqualTo(policy.timeouts().connectNanos());
        assertThat(changed.timeouts().attemptNanos())
                .as(key.name())
                .isEqualTo(policy.timeouts().attemptNanos());
        assertThat(PolicyKeysTest.parts(changed.with(policy.timeouts())))
                .as("%s = %s", key, text)
                .isEqualTo(PolicyKeysTest.parts(policy));
    }
}
