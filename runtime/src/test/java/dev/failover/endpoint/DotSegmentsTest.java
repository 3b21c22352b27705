package dev.failover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths leave what their beginning, {@code /b}, names. */
class DotSegmentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/b/..",
                "/b/../x",
                "/b/x/../../y",
                "/b/./../x",
                "/b//../x",
                "/b/%2e%2E/x",
                "/b/.%2e/x",
                "/b/%2e./x",
                "/b/..;a=b/x",
                "/b/x/../../b/y"
            })
    void climbOut(String path) {
        assertThat(DotSegments.climbOut(path, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/b",
                "/b/",
                "/b/x",
                "/b/.",
                "/b/./x",
                "/b/x/..",
                "/b/x/../y",
                "/b/...",
                "/b/..x",
                "/b/.x/..",
                "/b/x..",
                "/b/%2f../x",
                "/b/%2e%2f/x",
                "/b/;../x"
            })
    void stay(String path) {
        assertThat(DotSegments.climbOut(path, 2)).isFalse();
    }
}
