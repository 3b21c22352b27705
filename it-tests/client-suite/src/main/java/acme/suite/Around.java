package acme.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients do by themselves around a request: redirects, challenges, cookies, proxies, many calls at once. */
final class Around {
    private Around() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("redirect", Place.PAIR, scene -> redirected(scene, 1), Feature.REDIRECTS),
                Case.alike("twoRedirects", Place.PAIR, scene -> redirected(scene, 2), Feature.REDIRECTS),
                Case.alike("circularRedirect", Place.PAIR, Around::circularRedirect, Feature.REDIRECTS),
                Case.alike("redirectToOtherReplica", Place.PAIR, Around::redirectToOther, Feature.REDIRECTS),
                Case.alike("redirectAway", Place.PAIR, Around::redirectAway, Feature.REDIRECTS),
                Case.alike("redirectIsHandedOver", Place.PAIR, Around::redirectIsHandedOver),
                Case.failover("redirectThenFailure", Place.PAIR, Around::redirectThenFailure, Feature.REDIRECTS),
                Case.alike("challenge", Place.PAIR, Around::challenge, Feature.CREDENTIALS),
                Case.failover("challengeElsewhere", Place.DEAD_FIRST, Around::challengeElsewhere, Feature.CREDENTIALS),
                Case.alike("cookies", Place.PAIR, Around::cookies, Feature.COOKIES),
                Case.failover(
                        "cookiesOfTheName", Place.NAMED, Around::cookiesOfTheName, Feature.COOKIES, Feature.KEEPS_HOST),
                Case.alike("proxy", Place.PAIR, Around::proxy, Feature.PROXY),
                Case.alike("manyAtOnce", Place.PAIR, scene -> manyAtOnce(scene, 50, "a")),
                Case.failover("manyAtOnceElsewhere", Place.DEAD_FIRST, scene -> manyAtOnce(scene, 20, "b")),
                Case.alike("watchedIsUntouched", Place.WATCHED, Around::watchedIsUntouched));
    }

    private static void redirected(Scene scene, int times) throws Exception {
        Check.answered(scene.send(scene.get("/redirect/" + times)), "a");
        Check.equal("requests", times + 1, scene.log().size());
        Check.that("all of the same replica: " + scene.route(), !scene.route().contains("b"));
    }

    private static void circularRedirect(Scene scene) throws Exception {
        String here = outcome(scene, scene.url("/circle"));
        int requests = scene.log().size();
        Check.equal("outcome", outcome(scene, scene.urlAt("n", "/circle")), here);
        Check.equal("requests", scene.log().size() - requests, requests);
    }

    private static void redirectToOther(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/to/b/ok")), "b");
        Check.equal("route", "a b", scene.route());
    }

    private static void redirectAway(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/to/n/ok").header("Authorization", "Basic YW5uOnNlY3JldA=="));
        Check.equal("status", 200, answer.status());
        answer.bytes();
        Check.equal("route", "a n", scene.route());
        // Whether the header goes along is the client's business, but it is the same without a service.
        // By a client of its own: HttpAsyncClient 4.0 now and then fails on a connection that it has just given back.
        scene.open(new Setup());
        Answer other = scene.send(
                new Ask("GET", scene.urlAt("n", "/to/b/ok")).header("Authorization", "Basic YW5uOnNlY3JldA=="));
        other.bytes();
        List<Received> log = scene.log();
        Check.equal(
                "Authorization", log.get(3).header("authorization"), log.get(1).header("authorization"));
    }

    private static void redirectIsHandedOver(Scene scene) throws Exception {
        scene.open(new Setup().followRedirects(false));
        Answer answer = scene.send(scene.get("/redirect/1"));
        Check.equal("status", 302, answer.status());
        Check.that(
                "Location: " + answer.header("Location"),
                answer.header("Location").endsWith("/ok"));
        answer.bytes();
        Check.equal("route", "a", scene.route());
    }

    private static void redirectThenFailure(Scene scene) throws Exception {
        // The second request of replica a is that of the redirect.
        Check.answered(scene.send(scene.get("/redirect/1?a=ok,503")), "b");
    }

    private static void challenge(Scene scene) throws Exception {
        scene.open(new Setup().credentials("ann", "secret"));
        Answer answer = scene.send(scene.get("/secret"));
        Check.equal("status", 200, answer.status());
        Check.equal("body", "secret\nend\n", answer.text());
        Check.equal("route", "a a", scene.route());
    }

    private static void challengeElsewhere(Scene scene) throws Exception {
        scene.open(new Setup().credentials("ann", "secret"));
        Answer answer = scene.send(scene.get("/secret"));
        Check.equal("status", 200, answer.status());
        Check.equal("replica", "b", answer.replica());
        Check.equal("body", "secret\nend\n", answer.text());
    }

    private static void cookies(Scene scene) throws Exception {
        scene.open(new Setup().cookies());
        scene.send(scene.get("/cookie")).bytes();
        scene.send(scene.get("/cookie")).bytes();
        Check.equal("cookie of the first call", null, scene.log().get(0).header("cookie"));
        Check.that(
                "cookie of the second call: " + scene.log().get(1),
                String.valueOf(scene.log().get(1).header("cookie")).contains("session=a"));
    }

    private static void cookiesOfTheName(Scene scene) throws Exception {
        scene.open(new Setup().cookies());
        scene.send(scene.get("/cookie?a=503")).bytes();
        scene.send(scene.get("/cookie")).bytes();
        Check.equal("route", "a b a", scene.route());
        Check.that(
                "what b set goes to a: " + scene.log().get(2),
                String.valueOf(scene.log().get(2).header("cookie")).contains("session=b"));
    }

    private static void proxy(Scene scene) throws Exception {
        scene.open(new Setup().proxyPort(scene.port("proxy")));
        Check.answered(scene.send(scene.get("/ok")), "proxy");
        Check.equal("target", scene.url("/ok"), scene.log().get(0).target);
        Check.equal("Host", scene.server("a"), scene.log().get(0).header("host"));
    }

    private static void manyAtOnce(Scene scene, int count, String replica) throws Exception {
        ClientUnderTest client = scene.open(new Setup().connections(count));
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Ask ask = scene.get("/ok/" + i);
            Thread thread = new Thread(() -> {
                try {
                    Check.answered(client.send(ask), replica);
                } catch (Throwable thrown) {
                    failures.add(thrown);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " of " + count + " calls failed", failures.peek());
        }
        Check.equal("requests", count, scene.log().size());
    }

    /** Program and server see the same as with a server that is no service's. */
    private static void watchedIsUntouched(Scene scene) throws Exception {
        String[] paths = {"/ok", "/ok?a=503", "/chunked/1000?a=cut*", "/status/404", "/redirect/2", "/gzip"};
        for (String path : paths) {
            String watched = outcome(scene, scene.url(path));
            Check.equal("what the program saw of " + path, outcome(scene, scene.urlAt("n", path)), watched);
        }
        Check.equal("what the server saw", seen(scene, "n"), seen(scene, "a"));
        Check.that("nobody else was asked", seen(scene, "b").isEmpty());
    }

    static String outcome(Scene scene, String url) {
        try {
            Answer answer = scene.send(new Ask("GET", url).header("X-Test", "yes"));
            return answer.status() + " " + answer.headers() + " " + answer.text();
        } catch (Exception thrown) {
            return Scene.kind(thrown);
        }
    }

    private static List<String> seen(Scene scene, String server) throws Exception {
        List<String> seen = new ArrayList<>();
        for (Received received : scene.log()) {
            if (received.replica.equals(server)) {
                received.headers.remove("host");
                seen.add(received.method + " " + received.target + " " + received.headers);
            }
        }
        return seen;
    }
}
