package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of the cache that mean something beside another one only. */
class CacheSettingsTest {
    private static final CachePolicy DEFAULT = CachePolicy.defaults();

    private final TestSources sources = new TestSources().endpointsMayComeFromCode();

    private CachePolicy cache(ServicePolicy base) {
        ServiceSettings orders = sources.strict().settings("orders");
        // As the front door does it, with nothing said in code.
        return PolicySettings.over(PolicySettings.over(base, orders.general()), orders.specific())
                .cache();
    }

    @Test
    void enabledMakesOneOfTheDefaults() {
        sources.file("[service.orders]", "cache.enabled = true");
        assertThat(cache(ServicePolicy.defaults())).isEqualTo(DEFAULT);
        assertThat(cache(ServicePolicy.guest())).isEqualTo(DEFAULT);
        CachePolicy ofCode = DEFAULT.withShared(true);
        assertThat(cache(ServicePolicy.defaults().with(ofCode))).isEqualTo(ofCode);
    }

    @Test
    void theOthersAloneMakeNone() {
        sources.file("[service.orders]", "cache.max-entries = 7", "cache.stale-if-error = 1h");
        assertThat(cache(ServicePolicy.defaults())).isNull();
        assertThat(cache(ServicePolicy.defaults().with(DEFAULT)).maxEntries()).isEqualTo(7);
    }

    @Test
    void theOthersMayStandInTheDefaults() {
        sources.file(
                "[defaults]",
                "cache.max-entries = 7",
                "cache.shared = true",
                "[service.orders]",
                "cache.enabled = true");
        assertThat(cache(ServicePolicy.defaults()))
                .isEqualTo(DEFAULT.withMaxEntries(7).withShared(true));
    }

    @Test
    void oneServiceMayDoWithout() {
        sources.file("[defaults]", "cache.enabled = true", "[service.orders]", "cache.enabled = false");
        assertThat(cache(ServicePolicy.defaults())).isNull();
        assertThat(cache(ServicePolicy.defaults().with(DEFAULT))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | cache.disk = 1MB, cache.disk-path = /x",
                "cache.disk-path = /x | cache.disk = 1MB",
                "cache.disk-path = /x, cache.disk = 2MB | cache.disk = 1MB",
                "cache.disk-path = /x, cache.disk = 1MB | cache.max-entries = 1000",
                "cache.disk-path = /y, cache.disk = 1MB | cache.disk-path = /x",
                "cache.disk-path = /y, cache.disk = 0 | cache.disk-path = /x, cache.disk = 1MB",
            })
    void roomAndPlaceOfADiskMayStandApart(String defaults, String service) {
        for (boolean enabledForAll : new boolean[] {true, false}) {
            TestSources each = new TestSources().endpointsMayComeFromCode();
            List<String> lines = new ArrayList<>(List.of("[defaults]"));
            if (defaults != null) {
                lines.addAll(List.of(defaults.split(", ")));
            }
            if (enabledForAll) {
                lines.add("cache.enabled = true");
            }
            lines.add("[service.orders]");
            lines.addAll(List.of(service.split(", ")));
            if (!enabledForAll) {
                lines.add("cache.enabled = true");
            }
            ServiceSettings orders =
                    each.file(lines.toArray(new String[0])).strict().settings("orders");
            ServicePolicy general = PolicySettings.over(ServicePolicy.defaults(), orders.general());
            assertThat(PolicySettings.over(general, orders.specific()).cache())
                    .as("%s", lines)
                    .isEqualTo(DEFAULT.withDisk(1 << 20, new File("/x")));
        }
    }

    @Test
    void theDirectoryThatCodeNamesIsWeaker() {
        ServicePolicy base = ServicePolicy.defaults().with(DEFAULT.withDisk(5, new File("/code")));
        assertThat(PolicySettings.over(base, new TestSources().strict().settings("orders"))
                        .cache())
                .isEqualTo(base.cache());
        sources.file("[service.orders]", "cache.disk = 1MB", "cache.disk-path = /x");
        assertThat(cache(base)).isEqualTo(DEFAULT.withDisk(1 << 20, new File("/x")));
    }

    @Test
    void zeroTurnsTheDiskOff() {
        sources.file("[service.orders]", "cache.disk = 0");
        assertThat(cache(ServicePolicy.defaults().with(DEFAULT.withDisk(5, new File("/code")))))
                .isEqualTo(DEFAULT);
    }

    @Test
    void halfOfADiskIsReportedWithTheOtherHalf() {
        sources.file(
                "[defaults]",
                "cache.disk = 1GB",
                "[service.orders]",
                "cache.disk = 10MB",
                "[service.parts]",
                "cache.disk-path = /var/parts",
                "[service.users]",
                "cache.disk = 2GB",
                "cache.disk-path = /var/users",
                "cache.offheap = 2GB",
                "cache.max-object-size = 1MB");
        Configuration configuration = sources.lenient();
        assertThat(configuration.problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(
                        "ERROR f.ini:2: cache.disk 1GB needs cache.disk-path too; write cache.disk-path ="
                                + " /var/cache/failover, or remove cache.disk",
                        "ERROR f.ini:4: cache.disk 10MB needs cache.disk-path too; write cache.disk-path ="
                                + " /var/cache/failover, or remove cache.disk",
                        "ERROR f.ini:6: cache.disk-path /var/parts needs cache.disk too; write cache.disk = 100MB, or"
                                + " remove cache.disk-path",
                        "ERROR f.ini:10: cache.offheap 2GB is not below cache.disk 2GB (f.ini:8); write less than 2GB");
        assertThat((Object) configuration.settings("orders").get(CacheKeys.DISK))
                .isNull();
        assertThat(configuration.settings("users").get(CacheKeys.DISK)).isEqualTo(2L << 30);
        assertThat((Object) configuration.settings("users").get(CacheKeys.OFFHEAP))
                .isNull();
        assertThatThrownBy(sources::strict).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void codeMayRelyOnTheDefaults() {
        sources.file("[defaults]", "cache.disk-path = /x", "[service.orders]", "deadline = 1s");
        ServiceSettings orders = sources.strict().settings("orders").withCode("OrderApi", Map.of("cache.disk", "1MB"));
        assertThat(orders.get(CacheKeys.DISK)).isEqualTo(1L << 20);
        assertThatThrownBy(() -> ServiceSettings.ofCode("orders", "OrderApi", Map.of("cache.disk", "1MB")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OrderApi, cache.disk: cache.disk 1MB needs cache.disk-path too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CDN-Cache-Control, cdn-cache-control | stands twice in the list; remove one",
                "CDN Cache Control | is not the name of a header",
                ", | write CDN-Cache-Control, or none",
            })
    void targetedFieldsAreNamesOfHeaders(String text, String part) {
        assertThatThrownBy(() -> ValueTypes.HEADER_NAMES.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
        assertThat(ValueTypes.HEADER_NAMES.parse("none")).isEmpty();
        assertThat(ValueTypes.HEADER_NAMES.parse("A, B")).containsExactly("A", "B");
    }

    @Test
    void theNameOfADirectoryStaysOnOneLine() {
        assertThat(ValueTypes.DIRECTORY.parse(" C:\\cache ")).isEqualTo("C:\\cache");
        for (String text : new String[] {"a\0b", "a\nb"}) {
            assertThatThrownBy(() -> ValueTypes.DIRECTORY.parse(text))
                    .hasMessage("'a?b' is not a path of a directory; write one such as /var/cache/failover");
        }
    }
}
