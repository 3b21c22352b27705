package acme.suite;

import java.util.Arrays;
import java.util.List;

/** The first replica fails in some way, the second one is well. */
final class Failing {
    private Failing() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.failover("closedPort", Place.DEAD_FIRST, Failing::closedPort),
                Case.failover("blackHole", Place.HOLE_FIRST, Failing::blackHole, Feature.CONNECT_TIMEOUT),
                Case.failover("readTimeout", Place.PAIR, Failing::readTimeout, Feature.READ_TIMEOUT),
                Case.failover("attemptTimeout", Place.PAIR_HURRIED, Failing::attemptTimeout),
                Case.failover("closedBeforeAnswer", Place.PAIR, Failing::closedBeforeAnswer),
                Case.failover("resetBeforeAnswer", Place.PAIR, Failing::resetBeforeAnswer),
                Case.failover("status503", Place.PAIR, Failing::status503),
                Case.failover("sameRequestElsewhere", Place.PAIR, Failing::sameRequestElsewhere),
                Case.failover("brokenUpload", Place.PAIR, Failing::brokenUpload),
                Case.failover("httpsClosedPort", Place.SECURE_DEAD_FIRST, Failing::httpsClosedPort),
                Case.failover("https503", Place.SECURE, Failing::status503),
                Case.failover("name", Place.NAMED, Failing::name),
                Case.failover("httpsName", Place.SECURE_NAMED, Failing::httpsName),
                Case.failover("ip6", Place.IP6, Failing::ip6),
                Case.alike("postIsNotResent", Place.PAIR, Failing::postIsNotResent),
                Case.alike("postGetsIts503", Place.PAIR, Failing::postGetsIts503),
                Case.failover("postIsSentElsewhereWhenRefused", Place.DEAD_FIRST, Failing::postWhenRefused),
                Case.failover("postWithKeyIsResent", Place.PAIR, Failing::postWithKey),
                Case.alike("oneShotIsNotResent", Place.PAIR, Failing::oneShotIsNotResent, Feature.ONE_SHOT_BODY),
                Case.failover(
                        "oneShotIsSentElsewhereWhenRefused",
                        Place.DEAD_FIRST,
                        Failing::oneShotWhenRefused,
                        Feature.ONE_SHOT_BODY),
                Case.alike("bigBodyIsWholeOrNotResent", Place.PAIR, Failing::bigBody),
                Case.failover("expectationRefused", Place.PAIR, Failing::expectationRefused, Feature.EXPECT_CONTINUE),
                Case.alike("brokenAnswerIsNotRetried", Place.PAIR, scene -> brokenAnswer(scene, "/big/200000?a=cut")),
                Case.alike(
                        "brokenChunksAreNotRetried", Place.PAIR, scene -> brokenAnswer(scene, "/chunked/200000?a=cut")),
                Case.failover("noConnectionIsLost", Place.PAIR_STUBBORN, Failing::noConnectionIsLost),
                Case.failover("reusedRequestElsewhere", Place.PAIR, Failing::reusedElsewhere, Feature.REUSE));
    }

    private static void closedPort(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok")), "b");
        Check.equal("route", "b", scene.route());
        Check.that("nobody interrupted the program", !Thread.currentThread().isInterrupted());
    }

    private static void blackHole(Scene scene) throws Exception {
        scene.open(new Setup().connectMillis(1_500));
        Check.answered(scene.send(scene.get("/ok")), "b");
    }

    private static void readTimeout(Scene scene) throws Exception {
        // The replica that is well has to answer in that time, on a machine that stands still for a while too.
        scene.open(new Setup().readMillis(3_000));
        Check.answered(scene.send(scene.get("/ok?a=hang*")), "b");
    }

    private static void attemptTimeout(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=hang*")), "b");
        Check.equal("route", "a b", scene.route());
    }

    private static void closedBeforeAnswer(Scene scene) throws Exception {
        // Some clients repeat by themselves before they tell.
        Check.answered(scene.send(scene.get("/ok?a=close*")), "b");
    }

    private static void resetBeforeAnswer(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=reset*")), "b");
    }

    private static void status503(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=503")), "b");
        Check.equal("route", "a b", scene.route());
    }

    private static void sameRequestElsewhere(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("PUT", "/echo/%2F?a=503")
                .header("X-Test", "yes")
                .header("Content-Type", "text/x")
                .body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("replica", "b", answer.replica());
        Check.equal("body", "shoes", answer.text());
        Received first = scene.log().get(0);
        Received second = scene.log().get(1);
        Check.equal("target", first.target, second.target);
        Check.equal("method", first.method, second.method);
        Check.equal("bytes", first.bodyBytes, second.bodyBytes);
        first.headers.remove("host");
        second.headers.remove("host");
        Check.equal("headers", first.headers, second.headers);
    }

    private static void brokenUpload(Scene scene) throws Exception {
        byte[] body = Plain.pattern(30_000);
        Answer answer = scene.send(scene.ask("PUT", "/echo?a=abort*").body(Ask.Body.REPEATABLE, body));
        Check.equal("replica", "b", answer.replica());
        Check.that("the body is whole", Arrays.equals(body, answer.bytes()));
    }

    private static void httpsClosedPort(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok")), "b");
    }

    private static void name(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=503")), "b");
        Check.equal("route", "a b", scene.route());
        boolean keeps = scene.has(Feature.KEEPS_HOST);
        String name = "orders.test:" + scene.port("a");
        Check.equal(
                "Host at a",
                keeps ? name : scene.server("a"),
                scene.log().get(0).header("host"));
        Check.equal(
                "Host at b",
                keeps ? name : scene.server("b"),
                scene.log().get(1).header("host"));
    }

    private static void ip6(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok")), "a");
        Check.answered(scene.send(scene.get("/ok?a=503*")), "b");
        Check.equal("route", "a a b", scene.route());
    }

    private static void httpsName(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=503")), "b");
        Check.equal("route", "a b", scene.route());
        boolean keeps = scene.has(Feature.KEEPS_HOST);
        String name = "orders.test:" + scene.port("sa");
        for (Received received : scene.log()) {
            // JSSE sends no name without a dot.
            Check.that("SNI: " + received.sni, keeps == received.sni.equals("orders.test"));
            Check.equal("Host", keeps ? name : scene.server("s" + received.replica), received.header("host"));
        }
    }

    private static void postIsNotResent(Scene scene) throws Exception {
        Scene.failureOf(() -> scene.send(scene.ask("POST", "/ok?a=close*").body(Ask.Body.REPEATABLE, "shoes")));
        Check.that("nobody else was asked: " + scene.route(), !scene.route().contains("b"));
    }

    private static void postGetsIts503(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("POST", "/ok?a=503").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("status", 503, answer.status());
        Check.equal("body", "status 503\nend\n", answer.text());
        Check.equal("route", "a", scene.route());
    }

    private static void postWhenRefused(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("POST", "/echo").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("body", "shoes", answer.text());
        Check.equal("route", "b", scene.route());
    }

    private static void postWithKey(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("POST", "/echo?a=503")
                .header("Idempotency-Key", "\"1\"")
                .body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("replica", "b", answer.replica());
        Check.equal("body", "shoes", answer.text());
    }

    private static void oneShotIsNotResent(Scene scene) throws Exception {
        byte[] body = Plain.pattern(Plain.BIG);
        Throwable thrown = Scene.failureOf(
                () -> scene.send(scene.ask("PUT", "/echo?a=close*").body(Ask.Body.ONE_SHOT, body)));
        Throwable alone = Scene.failureOf(
                () -> scene.send(new Ask("PUT", scene.urlAt("n", "/echo?a=close*")).body(Ask.Body.ONE_SHOT, body)));
        Check.equal("exception", Scene.kind(alone), Scene.kind(thrown));
        Check.that("nobody else was asked: " + scene.route(), !scene.route().contains("b"));
    }

    private static void oneShotWhenRefused(Scene scene) throws Exception {
        byte[] body = Plain.pattern(Plain.BIG);
        Answer answer = scene.send(scene.ask("PUT", "/echo").body(Ask.Body.ONE_SHOT, body));
        Check.equal("replica", "b", answer.replica());
        Check.that("the body is whole", Arrays.equals(body, answer.bytes()));
    }

    private static void bigBody(Scene scene) throws Exception {
        byte[] body = Plain.pattern(Plain.BIG);
        Answer answer = scene.send(scene.ask("PUT", "/echo?a=503").body(Ask.Body.REPEATABLE, body));
        if (answer.status() == 503) {
            Check.equal("route", "a", scene.route());
        } else {
            Check.equal("replica", "b", answer.replica());
            Check.that("the body is whole", Arrays.equals(body, answer.bytes()));
        }
    }

    private static void expectationRefused(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("PUT", "/echo?a=503")
                .body(Ask.Body.REPEATABLE, Plain.pattern(1000))
                .expectContinue());
        Check.equal("replica", "b", answer.replica());
        Check.equal("bytes", 1000, answer.bytes().length);
        Check.equal("body of the first attempt", 0, scene.log().get(0).bodyBytes);
    }

    private static void brokenAnswer(Scene scene, String path) throws Exception {
        String here = broken(scene, scene.url(path));
        Check.equal("what the program saw", broken(scene, scene.urlAt("n", path)), here);
        Check.equal("route", "a n", scene.route());
    }

    /** HttpURLConnection does not even notice that bytes of a known length are missing. */
    private static String broken(Scene scene, String url) throws Exception {
        Answer answer = scene.send(new Ask("GET", url));
        String seen = answer.status() + " " + answer.replica() + " " + (char) answer.read() + " ";
        try {
            return seen + answer.bytes().length;
        } catch (Exception thrown) {
            return seen + Scene.kind(thrown);
        }
    }

    /** Every answer that is dropped has to give its connection back. */
    private static void noConnectionIsLost(Scene scene) throws Exception {
        ClientUnderTest client = scene.open(new Setup().connections(2));
        for (int i = 0; i < 20; i++) {
            Check.answered(scene.send(scene.get("/ok/" + i + "?a=503*")), "b");
        }
        Check.equal("requests", 40, scene.log().size());
        if (scene.has(Feature.POOL_STATISTICS)) {
            Check.equal("connections in use", 0, Scene.leasedInTheEnd(client));
        }
    }

    private static void reusedElsewhere(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=503*").reuse()), "b");
        Check.equal("route", "a b a b", scene.route());
    }
}
