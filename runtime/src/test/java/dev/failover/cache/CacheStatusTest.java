package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 9211: what Cache-Status says; read by a parser of RFC 9651 that takes nothing amiss for good. */
class CacheStatusTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    /** The parameters of our member, the last one. */
    private static Map<String, Object> ours(CacheWorld.Got got) {
        List<Map<String, Object>> members = new ArrayList<>();
        for (String line : got.headers().all("Cache-Status")) {
            members.addAll(new Parser(line).list());
        }
        Map<String, Object> last = members.get(members.size() - 1);
        assertThat(last.remove("")).isEqualTo("failover");
        assertThat(last.keySet()).isSubsetOf("hit", "fwd", "fwd-status", "ttl", "stored", "collapsed", "key", "detail");
        // Section 2.2: they exclude each other.
        assertThat(last.containsKey("hit") && last.containsKey("fwd")).isFalse();
        if (last.containsKey("fwd")) {
            assertThat(last.get("fwd"))
                    .isIn("bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale", "partial");
        } else {
            assertThat(last).doesNotContainKeys("fwd-status", "stored", "collapsed");
        }
        return last;
    }

    @Test
    void saysWhatBecameOfEachRequest() {
        String fresh = "Cache-Control: max-age=10";
        world.says("a", fresh, "Vary: X-A", "ETag: \"a\"");
        assertThat(ours(world.get("/", "X-A: 1"))).isEqualTo(Map.of("fwd", "uri-miss", "stored", true));
        world.clock.advance(4);
        assertThat(ours(world.get("/", "X-A: 1"))).isEqualTo(Map.of("hit", true, "ttl", 6L));
        world.says("b", fresh, "Vary: X-A");
        assertThat(ours(world.get("/", "X-A: 2"))).isEqualTo(Map.of("fwd", "vary-miss", "stored", true));
        world.clock.advance(6);
        world.says(304, "", fresh, "ETag: \"a\"");
        assertThat(ours(world.get("/", "X-A: 1"))).isEqualTo(Map.of("fwd", "stale", "fwd-status", 304L, "ttl", 10L));
        world.says("c", "Cache-Control: no-store");
        assertThat(ours(world.get("/", "X-A: 1", "Cache-Control: no-cache"))).isEqualTo(Map.of("fwd", "request"));
        world.says("d");
        assertThat(ours(world.call("POST", "/"))).isEqualTo(Map.of("fwd", "method"));
        assertThat(ours(world.get("/nothing", "Cache-Control: only-if-cached"))).containsOnlyKeys("detail");
        world.says(206, "a", "Content-Range: bytes 0-0/9", fresh);
        world.get("/part", "Range: bytes=0-0");
        world.says("whole");
        assertThat(ours(world.get("/part"))).containsEntry("fwd", "partial");
    }

    /** Section 2.3: the time to live of a stale one is negative. */
    @Test
    void staleAnswersSayHowStale() {
        CacheWorld world = new CacheWorld(CachePolicy.defaults().withStaleIfError(Duration.ofHours(1)));
        world.says("a", "Cache-Control: max-age=10");
        world.get("/");
        world.clock.advance(15);
        assertThat(ours(world.get("/", "Cache-Control: max-stale"))).isEqualTo(Map.of("hit", true, "ttl", -5L));
        world.says(503, "");
        assertThat(ours(world.get("/")))
                .isEqualTo(Map.of("fwd", "stale", "fwd-status", 503L, "ttl", -5L, "detail", "stale-if-error"));
        world.goesDown();
        assertThat(ours(world.get("/"))).isEqualTo(Map.of("fwd", "stale", "ttl", -5L, "detail", "unreachable"));
        CachedAnswer rejected =
                world.cache.begin(world.request("GET", "/"), world.policy).unreachable("breakers_open", "all are open");
        assertThat(rejected.headers().first("Cache-Status")).isEqualTo("failover; hit; ttl=-5; detail=breakers_open");
    }

    /** Section 2: ours comes behind those of the caches before. */
    @Test
    void oursIsTheLast() {
        world.says("a", "Cache-Control: max-age=10", "Cache-Status: Origin; hit; key=\"a, b\"");
        assertThat(world.get("/").headers().all("Cache-Status"))
                .containsExactly("Origin; hit; key=\"a, b\"", "failover; fwd=uri-miss; stored");
        assertThat(world.get("/").headers().all("Cache-Status"))
                .containsExactly("Origin; hit; key=\"a, b\"", "failover; hit; ttl=10");
    }

    @Test
    void theParserIsStrict() {
        for (String bad : new String[] {
            "a;", "a; hit=", "a; Hit", "a; ttl=1.", "a b", "a,", "\u00e4", "a; x=\"b", "a; ttl=--1", ""
        }) {
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new Parser(bad).list());
        }
    }

    /** RFC 9651, section 4.2.1, for lists of tokens with parameters. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Map<String, Object>> list() {
            List<Map<String, Object>> members = new ArrayList<>();
            while (true) {
                spaces();
                Map<String, Object> member = new LinkedHashMap<>();
                member.put("", bareItem());
                while (peek() == ';') {
                    at++;
                    spaces();
                    String key = run("abcdefghijklmnopqrstuvwxyz*", "abcdefghijklmnopqrstuvwxyz0123456789_-.*");
                    Object value = true;
                    if (peek() == '=') {
                        at++;
                        value = bareItem();
                    }
                    member.put(key, value);
                }
                spaces();
                members.add(member);
                if (at == text.length()) {
                    return members;
                }
                require(text.charAt(at++) == ',');
            }
        }

        private Object bareItem() {
            char c = peek();
            if (c == '"') {
                int end = text.indexOf('"', at + 1);
                require(end > 0);
                String string = text.substring(at + 1, end);
                at = end + 1;
                return string;
            }
            if (c == '-' || (c >= '0' && c <= '9')) {
                String number = run("-0123456789", "0123456789");
                require(!number.equals("-") && number.length() <= 16 && peek() != '.');
                return Long.valueOf(number);
            }
            String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ*";
            return run(letters, letters + "0123456789!#$%&'+-.^_`|~:/");
        }

        private String run(String first, String rest) {
            int begin = at;
            require(at < text.length() && first.indexOf(text.charAt(at)) >= 0);
            at++;
            while (at < text.length() && rest.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return text.substring(begin, at);
        }

        private void spaces() {
            while (peek() == ' ') {
                at++;
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void require(boolean condition) {
            if (!condition) {
                throw new IllegalArgumentException("at " + at + " of " + text);
            }
        }
    }
}
