package acme.suite;

import java.util.Arrays;
import java.util.List;

/** When nobody is well, and when calls have to wait or are given up. */
final class Bounds {
    /** Far above what anything takes that does not wait, and below the pause of {@link Place#PAIR_PATIENT}. */
    static final long SOON = 3_000;

    /** A little longer than that pause. */
    static final long AFTER_PAUSE = 4_400;

    /** Less than that pause, and enough for two answers on a machine that stands still for a while. */
    private static final int CALL = 2_500;

    private Bounds() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("allDead", Place.DEAD_BOTH, Bounds::allDead),
                Case.alike("all503", Place.PAIR, Bounds::all503),
                Case.alike("allHang", Place.PAIR, Bounds::allHang, Feature.READ_TIMEOUT),
                Case.failover("allSlow", Place.PAIR_HURRIED, Bounds::allSlow),
                Case.failover("retryAfter", Place.PAIR, Bounds::retryAfter),
                Case.failover("openBreaker", Place.TRIPPED, Bounds::openBreaker, Feature.CONNECT_TIMEOUT),
                Case.alike("allBreakersOpen", Place.TRIPPED_BOTH, Bounds::allBreakersOpen),
                Case.failover("limiterWaits", Place.LIMITED, Bounds::limiterWaits),
                Case.failover("limiterTurnsAway", Place.LIMITED_HARD, Bounds::limiterTurnsAway),
                Case.failover("serverLimit", Place.LIMITED_BY_SERVER, Bounds::serverLimit),
                Case.failover("interruptDuringBackOff", Place.PAIR_PATIENT, Bounds::interruptDuringBackOff),
                Case.failover(
                        "interruptDuringSecondAttempt",
                        Place.PAIR,
                        Bounds::interruptDuringSecondAttempt,
                        Feature.INTERRUPT),
                Case.failover("abortDuringBackOff", Place.PAIR_PATIENT, Bounds::abortDuringBackOff, Feature.ABORT),
                Case.failover("abortDuringSecondAttempt", Place.PAIR, Bounds::abortDuringSecond, Feature.ABORT),
                Case.failover("callTimeout", Place.PAIR_PATIENT, Bounds::callTimeout, Feature.CALL_TIMEOUT),
                Case.failover(
                        "callTimeoutDuringSecond", Place.PAIR, Bounds::callTimeoutDuringSecond, Feature.CALL_TIMEOUT));
    }

    private static void allDead(Scene scene) throws Exception {
        Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok")));
        Throwable alone = Scene.failureOf(() -> scene.send(new Ask("GET", scene.elsewhere("dead", "/ok"))));
        Check.equal("exception", Scene.kind(alone), Scene.kind(thrown));
    }

    private static void all503(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/ok?a=503*&b=503*"));
        Check.equal("status", 503, answer.status());
        Check.equal("body", "status 503\nend\n", answer.text());
    }

    private static void allHang(Scene scene) throws Exception {
        scene.open(new Setup().readMillis(500));
        Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok?a=hang*&b=hang*")));
        Throwable alone = Scene.failureOf(() -> scene.send(new Ask("GET", scene.urlAt("n", "/ok?a=hang*"))));
        // Not those behind it: some clients have two timers, and either one may be the first.
        Check.equal("exception", alone.getClass(), thrown.getClass());
    }

    /** A bound that somebody set counts for the last attempt too; the program sees its client's own time-out. */
    private static void allSlow(Scene scene) throws Exception {
        Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok?a=delay6000*&b=delay6000*")));
        Check.that("a time-out: " + Scene.kind(thrown), Scene.kind(thrown).contains("Timeout"));
        Check.equal("route", "a b a", scene.route());
    }

    private static void retryAfter(Scene scene) throws Exception {
        long begin = System.nanoTime();
        Answer answer = scene.send(scene.get("/ok?a=503ra1&b=503ra1"));
        Check.equal("status", 200, answer.status());
        Check.between("time", 900, 8_000, Scene.millisSince(begin));
        answer.bytes();
        Check.equal("requests", 3, scene.log().size());
    }

    private static void openBreaker(Scene scene) throws Exception {
        scene.open(new Setup().connectMillis(4_000));
        Check.answered(scene.send(scene.get("/ok/1")), "b");
        long begin = System.nanoTime();
        Check.answered(scene.send(scene.get("/ok/2")), "b");
        Check.between("time of the second call", 0, SOON, Scene.millisSince(begin));
    }

    private static void allBreakersOpen(Scene scene) throws Exception {
        Throwable alone = Scene.failureOf(() -> scene.send(new Ask("GET", scene.elsewhere("dead", "/ok"))));
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok")));
            Check.equal("exception " + i, Scene.kind(alone), Scene.kind(thrown));
            Check.between("time of call " + i, 0, SOON, Scene.millisSince(begin));
        }
    }

    private static void limiterWaits(Scene scene) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            Check.answered(scene.send(scene.get("/ok/" + i)), "a");
        }
        Check.between("time of four calls at 1/s, the first at once", 2_900, 10_000, Scene.millisSince(begin));
    }

    private static void limiterTurnsAway(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok/1")), "a");
        Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok/2")));
        Check.that("a failure to connect: " + Scene.kind(thrown), thrown instanceof java.net.ConnectException);
        Check.equal("route", "a", scene.route());
    }

    /** The first answer says that it was the last one for an hour. */
    private static void serverLimit(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/quota/0")), "a");
        Throwable thrown = Scene.failureOf(() -> scene.send(scene.get("/ok")));
        Check.that("a failure to connect: " + Scene.kind(thrown), thrown instanceof java.net.ConnectException);
        Check.equal("route", "a", scene.route());
    }

    private static void interruptDuringBackOff(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=503*"));
        scene.awaitBackOff();
        call.interrupt();
        Check.that("it ends soon", call.ends(SOON));
        Check.that("the program is told of the interrupt: " + call.outcome(), call.tellsOfInterrupt());
        Thread.sleep(AFTER_PAUSE);
        Check.equal("requests", 2, scene.log().size());
    }

    private static void interruptDuringSecondAttempt(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=hang*"));
        scene.await(2);
        call.interrupt();
        Check.that("it ends soon", call.ends(SOON));
        Check.that("the program is told of the interrupt: " + call.outcome(), call.tellsOfInterrupt());
        Check.equal("requests", 2, scene.log().size());
    }

    private static void abortDuringBackOff(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=503*"));
        scene.awaitBackOff();
        call.abort();
        Check.that("it ends soon", call.ends(SOON));
        Thread.sleep(AFTER_PAUSE);
        Check.equal("requests", 2, scene.log().size());
    }

    private static void abortDuringSecond(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=hang*"));
        scene.await(2);
        call.abort();
        Check.that("it ends soon", call.ends(SOON));
        Check.that("by an exception: " + call.outcome(), call.failure() != null);
        Check.equal("requests", 2, scene.log().size());
    }

    /** The program's own bound is shorter than the pause. */
    private static void callTimeout(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=503*").callMillis(CALL));
        scene.await(2);
        Check.that("it ends by the program's bound", call.ends(CALL + SOON));
        Thread.sleep(AFTER_PAUSE);
        Check.equal("requests", 2, scene.log().size());
    }

    /** The answer that there was is better than none; but it comes in time. */
    private static void callTimeoutDuringSecond(Scene scene) throws Exception {
        Scene.Background call = scene.background(scene.get("/ok?a=503*&b=hang*").callMillis(CALL));
        scene.await(2);
        Check.that("it ends by the program's bound", call.ends(CALL + SOON));
        Check.that(
                "a 503 or a time-out: " + call.outcome(),
                call.answer() != null && call.answer().status() == 503
                        || (call.outcome() + call.failure())
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains("timeout"));
    }
}
