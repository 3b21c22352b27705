package dev.failover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The spelling of RFC 5952. */
class HostNamesTest {
    @ParameterizedTest
    @CsvSource({
        "A.Example,                        a.example",
        "10.0.0.1,                         10.0.0.1",
        "[::],                             [::]",
        "::1,                              [::1]",
        "[0:0:0:0:0:0:0:1],                [::1]",
        "[2001:0db8:0000:0000:0000:FF00:0042:8329], [2001:db8::ff00:42:8329]",
        "[2001:db8:0:1:1:1:1:1],           [2001:db8:0:1:1:1:1:1]",
        "[2001:0:0:1:0:0:0:1],             [2001:0:0:1::1]",
        "[2001:db8:0:0:1:0:0:1],           [2001:db8::1:0:0:1]",
        "[1:0:0:0:0:0:0:0],                [1::]",
        "[::ffff:10.0.0.1],                [::ffff:10.0.0.1]",
        "[::ffff:a00:1],                   [::ffff:10.0.0.1]",
        "[FE80::0:1%eth0],                 [fe80::1%eth0]"
    })
    void isOne(String host, String canonical) {
        assertThat(HostNames.canonical(host)).isEqualTo(canonical);
        assertThat(HostNames.canonical(canonical)).isEqualTo(canonical);
        assertThat(HostNames.isSame(canonical, host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1:2]", "a:b", "[10.0.0.1]", ":::", "[::1", "12345::"})
    void leavesWhatIsNoAddressAsItIs(String host) {
        assertThat(HostNames.canonical(host)).isEqualTo(host);
        assertThat(HostNames.isSame("[::1]", host)).isFalse();
    }
}
