package acme.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same for clients that can be called without waiting. */
final class Async {
    private Async() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("asyncGet", Place.PAIR, scene -> get(scene, "/ok", "a"), Feature.ASYNC),
                Case.alike("asyncPostIsNotResent", Place.PAIR, Async::postIsNotResent, Feature.ASYNC),
                Case.alike("asyncMany", Place.PAIR, Async::many, Feature.ASYNC),
                Case.alike("asyncAllDead", Place.DEAD_BOTH, Async::allDead, Feature.ASYNC),
                Case.failover("asyncClosedPort", Place.DEAD_FIRST, scene -> get(scene, "/ok", "b"), Feature.ASYNC),
                Case.failover("async503", Place.PAIR, scene -> get(scene, "/ok?a=503", "b"), Feature.ASYNC),
                Case.failover("asyncReset", Place.PAIR, scene -> get(scene, "/ok?a=reset*", "b"), Feature.ASYNC),
                Case.failover(
                        "asyncAttemptTimeout",
                        Place.PAIR_HURRIED,
                        scene -> get(scene, "/ok?a=hang*", "b"),
                        Feature.ASYNC),
                Case.failover("asyncNoConnectionIsLost", Place.PAIR_STUBBORN, Async::noConnectionIsLost, Feature.ASYNC),
                Case.failover("asyncLimiterBlocksNobody", Place.LIMITED, Async::limiter, Feature.ASYNC),
                Case.failover("cancelDuringBackOff", Place.PAIR_PATIENT, Async::cancelDuringBackOff, Feature.ASYNC),
                Case.failover(
                        "cancelDuringSecondAttempt",
                        Place.PAIR,
                        Async::cancelDuringSecond,
                        Feature.ASYNC,
                        Feature.CANCEL));
    }

    private static void get(Scene scene, String path, String replica) throws Exception {
        Scene.Started started = scene.start(scene.get(path));
        Check.answered(started.get(), replica);
        Check.equal("callbacks", 1, started.times());
    }

    private static void postIsNotResent(Scene scene) throws Exception {
        Scene.Started started = scene.start(scene.ask("POST", "/ok?a=close*").body(Ask.Body.REPEATABLE, "shoes"));
        Scene.failureOf(started::get);
        Check.that("nobody else was asked: " + scene.route(), !scene.route().contains("b"));
    }

    private static void many(Scene scene) throws Exception {
        scene.open(new Setup().connections(50));
        List<Scene.Started> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(scene.start(scene.get("/ok/" + i)));
        }
        for (Scene.Started one : all) {
            Check.answered(one.get(), "a");
        }
    }

    private static void allDead(Scene scene) throws Exception {
        Throwable thrown = Scene.failureOf(scene.start(scene.get("/ok"))::get);
        Throwable alone = Scene.failureOf(scene.start(new Ask("GET", scene.elsewhere("dead", "/ok")))::get);
        Check.equal("exception", Scene.kind(alone), Scene.kind(thrown));
    }

    private static void noConnectionIsLost(Scene scene) throws Exception {
        ClientUnderTest client = scene.open(new Setup().connections(2));
        List<Scene.Started> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(scene.start(scene.get("/ok/" + i + "?a=503*")));
        }
        for (Scene.Started one : all) {
            Check.answered(one.get(), "b");
        }
        if (scene.has(Feature.POOL_STATISTICS)) {
            Check.equal("connections in use", 0, Scene.leasedInTheEnd(client));
        }
    }

    /** Who starts a call does not wait for its turn, and neither does whoever has to read other answers meanwhile. */
    private static void limiter(Scene scene) throws Exception {
        long begin = System.nanoTime();
        List<Scene.Started> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(scene.start(scene.get("/ok/" + i)));
        }
        Check.between("time to start", 0, Bounds.SOON, Scene.millisSince(begin));
        Answer other = scene.start(new Ask("GET", scene.urlAt("n", "/ok"))).get();
        Check.equal("status", 200, other.status());
        Check.between("time of a call that has no limit", 0, 3_500, Scene.millisSince(begin));
        for (Scene.Started one : all) {
            Check.answered(one.get(), "a");
        }
        Check.between("time of five calls at 1/s, the first at once", 3_900, 12_000, Scene.millisSince(begin));
    }

    private static void cancelDuringBackOff(Scene scene) throws Exception {
        Scene.Started started = scene.start(scene.get("/ok?a=503*&b=503*"));
        scene.awaitBackOff();
        started.cancel();
        long begin = System.nanoTime();
        Scene.failureOf(started::get);
        Check.between("time to end", 0, Bounds.SOON, Scene.millisSince(begin));
        Thread.sleep(Bounds.AFTER_PAUSE);
        Check.equal("requests", 2, scene.log().size());
        Check.equal("callbacks", 1, started.times());
    }

    private static void cancelDuringSecond(Scene scene) throws Exception {
        Scene.Started started = scene.start(scene.get("/ok?a=503*&b=hang*"));
        scene.await(2);
        started.cancel();
        long begin = System.nanoTime();
        Scene.failureOf(started::get);
        Check.between("time to end", 0, Bounds.SOON, Scene.millisSince(begin));
        Check.equal("requests", 2, scene.log().size());
    }
}
