package dev.failover.processor.roundtrip;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.FailoverManager;
import dev.failover.processor.roundtrip.ObjectsApi.Filter;
import dev.failover.processor.roundtrip.ObjectsApi.Limits;
import dev.failover.processor.roundtrip.ObjectsApi.Range;
import dev.failover.processor.roundtrip.ObjectsApi.Search;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps, records and beans in a query, as {@code filter[name]=x}, against a real server. */
class ObjectsTest {
    private EchoServer server;
    private FailoverManager manager;
    private ObjectsApi api;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        manager = FailoverManager.create().serviceOrRegister("echo", server.url());
        api = Stubs.create(ObjectsApi.class, manager);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void encodesBracketsNamesAndValues() {
        assertThat(api.map(Map.of("a b", "c&d=e[f]"))).isEqualTo("/base/q?f%5Ba%20b%5D=c%26d%3De%5Bf%5D");
        assertThat(api.maybe(Optional.of(new Range(1, 2L)))).isEqualTo("/base/q?r%5Bfrom%5D=1&r%5Bto%5D=2");
    }

    @Test
    void takesRecordsApart() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("a", 1);
        more.put("none", null);
        Filter filter =
                new Filter("x y", 3, "k", asList("1", null, "2"), asList("o", null, "c"), new Range(5, null), more);
        assertThat(sent(api.find(filter, 7)))
                .isEqualTo("page=7&filter[name]=x y&filter[max-age]=3&filter[kind]=k&filter[tags]=1,2&filter[states]=o"
                        + "&filter[states]=c&filter[range][from]=5&filter[more][a]=1");
    }

    @Test
    void leavesOutWhatIsNull() {
        assertThat(api.find(null, null)).isEqualTo("/base/q");
        assertThat(sent(api.find(new Filter(null, null, null, null, null, null, null), null)))
                .isEqualTo("filter[kind]=any");
        assertThat(api.map(null)).isEqualTo("/base/q");
        assertThat(api.map(Collections.singletonMap("a", null))).isEqualTo("/base/q");
        assertThat(api.maybe(Optional.empty())).isEqualTo("/base/q");
        assertThat(api.maybe(null)).isEqualTo("/base/q");
        assertThat(api.inBean(new Search("a", null))).isEqualTo("/base/q?q=a");
        assertThat(sent(api.inBean(new Search(null, new Range(1, 2L))))).isEqualTo("range[from]=1&range[to]=2");
    }

    @Test
    void refusesNullWhereTheInterfaceDoes() {
        assertThat(sent(api.sure(new Limits(new Range(1, null), null)))).isEqualTo("limits[first][from]=1");
        assertThatIllegalArgumentException().isThrownBy(() -> api.sure(null)).withMessageStartingWith("limits is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.sure(new Limits(null, null)))
                .withMessageStartingWith("limits.first is null");
    }

    @Test
    void nestsMaps() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("size", Map.of("min", 1));
        map.put("list", asList("x", null, "y"));
        map.put("array", new String[] {"z"});
        map.put("maybe", Optional.of(2));
        map.put("deep", Map.of("er", Map.of("est", true)));
        assertThat(sent(api.map(map)))
                .isEqualTo("f[size][min]=1&f[list]=x&f[list]=y&f[array]=z&f[maybe]=2&f[deep][er][est]=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a]b", "a[b", "[]"})
    void refusesKeysThatWouldBeOtherNames(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.map(Map.of("fine", Map.of(key, "secret"))))
                .withMessage("a key in f is null, empty or has a bracket; the server would take it for another name");
        assertThat(server.received).isEmpty();
    }

    @Test
    void refusesWhatHasNoEnd() {
        Map<String, Object> map = new HashMap<>(Collections.singletonMap(null, "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.map(map))
                .withMessageStartingWith("a key in f is null");
        map.clear();
        map.put("self", map);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.map(map))
                .withMessage("f is nested more than 32 levels deep");
        assertThat(server.received).isEmpty();
    }

    /** The query as a server reads it. */
    private static String sent(String target) {
        assertThat(List.of("[", "]", " ")).noneMatch(target::contains);
        return URLDecoder.decode(target.substring(target.indexOf('?') + 1), StandardCharsets.UTF_8);
    }
}
