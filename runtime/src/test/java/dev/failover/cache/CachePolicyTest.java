package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachePolicyTest {
    private static final CachePolicy DEFAULT = CachePolicy.defaults();

    @Test
    void eachPartMakesADifference() {
        List<CachePolicy> different = List.of(
                DEFAULT,
                DEFAULT.withShared(true),
                DEFAULT.withMaxEntries(7),
                DEFAULT.withMaxObjectSize(7),
                DEFAULT.withOffheap(7),
                DEFAULT.withDisk(7, new File("a")),
                DEFAULT.withDisk(7, new File("b")),
                DEFAULT.withDisk(8, new File("a")),
                DEFAULT.withStaleIfError(Duration.ofSeconds(7)),
                DEFAULT.withStaleWhileRevalidate(Duration.ofSeconds(7)),
                DEFAULT.withHeuristic(false),
                DEFAULT.withTargetedFields(List.of("CDN-Cache-Control")));
        assertThat(new HashSet<>(different)).hasSameSizeAs(different);
        assertThat(different.stream().map(CachePolicy::toString).distinct()).hasSameSizeAs(different);
    }

    @Test
    void theSamePartsAreTheSamePolicy() {
        CachePolicy there = DEFAULT.withShared(true)
                .withMaxEntries(7)
                .withDisk(7, new File("a"))
                .withTargetedFields(Arrays.asList("A", "B"));
        CachePolicy andBack =
                there.withShared(false).withMaxEntries(1_000).withDisk(0, null).withTargetedFields(List.of());
        assertThat(andBack).isEqualTo(DEFAULT).hasSameHashCodeAs(DEFAULT).hasToString(DEFAULT.toString());
        assertThat(there).isNotEqualTo(DEFAULT).isNotEqualTo("CachePolicy");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULT.withMaxEntries(0))
                .withMessageContaining("write 1");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withMaxObjectSize(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withMaxObjectSize((1L << 30) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withOffheap(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withDisk(-1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withDisk(1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withTargetedFields(List.of("no header")));
    }
}
