package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.http.Headers;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 7.1: attempts to have the cache give somebody what was made for, or by, somebody else. */
class AttackTest {
    private static final String FRESH = "Cache-Control: public, max-age=100";
    private final CacheWorld world = CacheWorld.ofShared();

    /** What the attacker brings the origin to say must not be what the victim is told. */
    private void assertPoisoningFails(String attack, int status, String... response) {
        world.says(status, "poison", response).says("good", FRESH);
        world.get("/", attack);
        assertThat(world.get("/").body()).isEqualTo("good");
    }

    /** As which host the server is asked belongs to the URI, wherever it is written (section 2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "x-forwarded-HOST: evil.example",
                "Forwarded: host=evil.example",
                "X-Host: evil.example",
                "X-Forwarded-Proto: http",
                "X-Forwarded-Scheme: http",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Prefix: //evil.example",
                "X-Forwarded-Server: evil.example",
                "X-Original-Host: evil.example"
            })
    void aHostInAnotherFieldIsAnotherKey(String field) {
        assertPoisoningFails(field, 200, FRESH);
    }

    /** A request that is not what it seems is none for the cache, and may change something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: POST",
                "X-Method-Override: PUT",
                "X-Original-URL: /admin",
                "X-Rewrite-URL: /admin"
            })
    void anotherMethodOrTargetInDisguiseIsNotCached(String field) {
        assertPoisoningFails(field, 200, FRESH);
        world.says("disguised");
        assertThat(world.get("/", field).body()).isEqualTo("disguised");
        assertThat(world.stored("/")).isEmpty();
    }

    /** "Cache-poisoned denial of service": errors that a field brought about which no key holds. */
    @ParameterizedTest
    @CsvSource({"Range: bytes=9-, 416", "Expect: 100-continue, 417", "Range: bytes=0-0, 404", "Range: x, 400"})
    void anErrorThatTheRequestBroughtOnItselfIsNotStored(String field, int status) {
        assertPoisoningFails(field, status, FRESH);
    }

    /** What the origin says that it varies by is kept apart, whatever is done to the value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A: evil",
                "X-A: good,",
                "X-A: ,good",
                "X-A: go od",
                "X-A: good\u0001",
                "X-A: good\u00a0",
                "X-A: GOOD",
                "X-A: \"good\"",
                "X-A: good\\"
            })
    void aValueThatLooksAlikeIsAnother(String field) {
        world.says("poison", FRESH, "Vary: X-A").says("good", FRESH, "Vary: X-A");
        world.get("/", field);
        assertThat(world.get("/", "X-A: good").body()).isEqualTo("good");
    }

    /** One value cannot be made to look like two fields, nor a target like a field. */
    @Test
    void nothingRunsTogether() {
        world.says("poison", FRESH, "Vary: X-A, X-B").says("good", FRESH, "Vary: X-A, X-B");
        world.get("/", "X-A: 1,x-b:2");
        assertThat(world.get("/", "X-A: 1", "X-B: 2").body()).isEqualTo("good");
    }

    /** A line break would begin another field: there is none in any message. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: evil=1", "a\nX: 1", "a\rX: 1", "a\u0000"})
    void lineBreaksAreRefused(String value) {
        Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add("X-A", value));
    }

    /** A target with a line break is a key of its own, and is nothing else for a flight. */
    @Test
    void aTargetIsItsOwnKeyWhateverItHolds() {
        world.says("poison", FRESH).says("good", FRESH);
        world.get("/\n\nAccept:x");
        assertThat(world.get("/").body()).isEqualTo("good");
        assertThat(world.get("/\n\nAccept:x").body()).isEqualTo("poison");
    }

    /** More fields than anybody tells apart, or what can be no name: stored for nobody. */
    @Test
    void anOverlongVaryIsNotStored() {
        StringBuilder vary = new StringBuilder("X-0");
        for (int i = 1; i < 10_000; i++) {
            vary.append(", X-").append(i);
        }
        world.says("first", FRESH, "Vary: " + vary).says("second");
        world.get("/");
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A X-B", "X-A;X-B", "\"X-A\"", "X-A: 1"})
    void aVaryThatNamesNoFieldIsNotStored(String vary) {
        world.says("first", FRESH, "Vary: " + vary).says("second");
        world.get("/", "X-A: 1");
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("second");
    }

    /** Nobody pushes others out beyond one URI, nor fills the heap with one. */
    @Test
    void aFloodOfVariantsStaysWithinItsUri() {
        world.says("other", FRESH);
        world.get("/other");
        for (int i = 0; i < 1_000; i++) {
            world.says("x", FRESH, "Vary: X-A");
            world.get("/", "X-A: " + i);
        }
        assertThat(world.stored("/")).hasSize(Variants.MOST);
        assertThat(world.get("/other").isHit()).isTrue();
    }

    /** "Web cache deception": the name of a static file makes nothing static. */
    @Test
    void theLookOfAPathMeansNothing() {
        world.says("secret", "Set-Cookie: a=1").says("other");
        world.get("/account/x.css");
        assertThat(world.get("/account/x.css").body()).isEqualTo("other");
    }

    /** A response cannot make another service's, or another path's, invalid or stored. */
    @Test
    void aContentLocationStoresNothingElsewhere() {
        world.says("poison", FRESH, "Content-Location: /base/b");
        world.get("/a");
        assertThat(world.stored("/b")).isEmpty();
    }

    /** Two caches have nothing in common. */
    @Test
    void servicesDoNotMeet() {
        CacheWorld other = CacheWorld.ofShared();
        world.says("ours", FRESH);
        world.get("/");
        other.says("theirs", FRESH);
        assertThat(other.get("/").body()).isEqualTo("theirs");
    }
}
