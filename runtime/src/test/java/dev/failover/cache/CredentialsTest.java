package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, sections 1 and 3.5: what one was given is not for another. */
class CredentialsTest {
    private static final String FRESH = "Cache-Control: max-age=100";
    private final CacheWorld world = CacheWorld.ofPrivate();
    private final CacheWorld shared = CacheWorld.ofShared();

    private static boolean isReused(CacheWorld world, String response, String first, String second) {
        world.says("secret", response).says("other");
        if (first.isEmpty()) {
            world.get("/");
        } else {
            world.get("/", first);
        }
        return (second.isEmpty() ? world.get("/") : world.get("/", second)).isHit();
    }

    /** A private cache is for one user; this one has many, each with a cache of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer a | Authorization: Bearer b",
                "Authorization: Bearer a | ''",
                "'' | Authorization: Bearer a",
                "Cookie: a=1 | Cookie: a=2",
                "Authorization: a | Cookie: a",
                "Proxy-Authorization: a | Proxy-Authorization: b",
                "X-Api-Key: a | X-Api-Key: b",
                "ApiKey: a | ApiKey: b",
                "X-Auth-Token: a | X-Auth-Token: b",
                "X-CSRF-Token: a | X-CSRF-Token: b",
                "Ocp-Apim-Subscription-Key: a | Ocp-Apim-Subscription-Key: b",
                "X-Session-Id: a | X-Session-Id: b",
                "X-Tenant-Id: a | X-Tenant-Id: b",
                "X-User-Id: a | X-User-Id: b",
                "User-Id: a | User-Id: b",
                "X-Account: a | X-Account: b",
                "X-MS-Client-Principal: a | X-MS-Client-Principal: b",
                "X-Amzn-Oidc-Data: a | X-Amzn-Oidc-Data: b",
                "X-Forwarded-User: a | X-Forwarded-User: b",
                "Remote-User: a | Remote-User: b"
            })
    void aPrivateCacheKeepsUsersApart(String first, String second) {
        assertThat(isReused(world, FRESH, first, second)).isFalse();
        assertThat(world.sent.get(1).first("If-None-Match")).isNull();
    }

    @Test
    void theSameUserIsServed() {
        assertThat(isReused(world, FRESH, "Authorization: a", "authorization: a"))
                .isTrue();
        assertThat(isReused(CacheWorld.ofPrivate(), FRESH + ", private", "Authorization: a", "Authorization: a"))
                .isTrue();
    }

    /** The program's own name tells nobody apart. */
    @Test
    void anotherUserAgentIsNoOtherUser() {
        assertThat(isReused(world, FRESH, "User-Agent: a", "User-Agent: b")).isTrue();
    }

    /** Nor may one user's tags be asked about, or a 304 to one user be another one's answer. */
    @Test
    void nobodyIsValidatedWithWhatAnotherWasGiven() {
        world.says("a's", "Cache-Control: max-age=100", "ETag: \"a\"", "Vary: X-A")
                .says("b's");
        world.get("/", "Authorization: a", "X-A: 1");
        assertThat(world.get("/", "Authorization: b", "X-A: 2").body()).isEqualTo("b's");
        assertThat(world.sent.get(1).first("If-None-Match")).isNull();
    }

    /** Parts of different users never become one. */
    @Test
    void partsOfUsersStayApart() {
        world.says(206, "01", "Content-Range: bytes 0-1/4", "ETag: \"a\"", FRESH)
                .says(206, "23", "Content-Range: bytes 2-3/4", "ETag: \"a\"", FRESH)
                .says("b's own");
        world.get("/", "Authorization: a", "Range: bytes=0-1");
        world.get("/", "Authorization: b", "Range: bytes=2-3");
        assertThat(world.get("/", "Authorization: b").body()).isEqualTo("b's own");
    }

    /** What is added to each request counts as the request's own. */
    @Test
    void whoTheServiceIsAskedAsMakesADifference() {
        world.says("as a", FRESH).says("as b", FRESH);
        world.identity = new Identity(CacheWorld.headers("Authorization: Bearer a"));
        world.get("/");
        assertThat(world.get("/").isHit()).isTrue();
        world.identity = new Identity(CacheWorld.headers("Authorization: Bearer b"));
        assertThat(world.get("/").body()).isEqualTo("as b");
    }

    /** No two lists of values look alike. */
    @Test
    void valuesAreNotRunTogether() {
        assertThat(Credentials.digest(CacheWorld.headers("Cookie: a", "Cookie: b")))
                .isNotEqualTo(Credentials.digest(CacheWorld.headers("Cookie: ab")))
                .isNotEqualTo(Credentials.digest(CacheWorld.headers("Cookie: a, b")));
        assertThat(Credentials.digest(CacheWorld.headers("X-Token: a", "Cookie: b")))
                .isNotEqualTo(Credentials.digest(CacheWorld.headers("X-Token: b", "Cookie: a")));
    }

    /** What is stored tells nobody's password. */
    @Test
    void onlyADigestIsKept() {
        world.says("", FRESH);
        world.get("/", "Authorization: Basic hunter2");
        assertThat(world.stored("/").get(0).selector().credentials())
                .isNotEmpty()
                .doesNotContain("hunter2");
    }

    /** Section 3.5: a shared cache MUST NOT use a response to a request with Authorization for others, unless the origin says so. */
    @Test
    void aSharedCacheDoesNotStoreForOneUser() {
        assertThat(isReused(shared, FRESH, "Authorization: a", "Authorization: a"))
                .isFalse();
        assertThat(isReused(CacheWorld.ofShared(), FRESH, "Authorization: a", ""))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public, max-age=100", "must-revalidate, max-age=100", "s-maxage=100"})
    void aSharedCacheStoresWhereTheOriginSaysSo(String control) {
        assertThat(isReused(shared, "Cache-Control: " + control, "Authorization: a", "Authorization: b"))
                .isTrue();
    }

    @Test
    void theServicesOwnAuthorizationCountsInASharedCache() {
        shared.identity = new Identity(CacheWorld.headers("Authorization: Bearer a"));
        assertThat(isReused(shared, FRESH, "", "")).isFalse();
    }

    /** Sections 3 and 5.2.2.7: private is not for a shared cache. */
    @Test
    void aSharedCacheStoresNothingPrivate() {
        assertThat(isReused(shared, FRESH + ", private", "", "")).isFalse();
        assertThat(isReused(world, FRESH + ", private", "", "")).isTrue();
    }

    /** Section 5.2.2.7: private with names concerns those only. */
    @Test
    void aSharedCacheLeavesPrivateFieldsOut() {
        shared.says("", "Cache-Control: max-age=100, private=\"X-A\"", "X-A: 1", "X-B: 2");
        shared.get("/");
        CacheWorld.Got got = shared.get("/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.first("X-A")).isNull();
        assertThat(got.first("X-B")).isEqualTo("2");
    }

    /** Section 5.2.2.8: proxy-revalidate is for shared caches, section 5.2.2.10: s-maxage, too, and implies it. */
    @ParameterizedTest
    @ValueSource(strings = {"max-age=1, proxy-revalidate", "s-maxage=1, max-age=1"})
    void whatIsForSharedCachesIsForThemOnly(String control) {
        for (CacheWorld each : new CacheWorld[] {world, shared}) {
            each.says("old", "Cache-Control: " + control).says("new");
            each.get("/");
            each.clock.advance(2);
            assertThat(each.get("/", "Cache-Control: max-stale").isHit()).isEqualTo(each == world);
        }
    }
}
