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
                Case.failover("status503", Place.PAIR, Failing::status503),
                Case.failover("closedBeforeAnswer", Place.PAIR, Failing::closedBeforeAnswer),
                Case.alike("postIsNotResent", Place.PAIR, Failing::postIsNotResent),
                Case.failover("postIsSentElsewhereWhenRefused", Place.DEAD_FIRST, Failing::postWhenRefused));
    }

    private static void closedPort(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok")), "b");
        Check.equal("route", "b", scene.route());
    }

    private static void blackHole(Scene scene) throws Exception {
        scene.open(new Setup().connectMillis(700));
        Check.answered(scene.send(scene.get("/ok")), "b");
    }

    private static void status503(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=503")), "b");
        Check.equal("route", "a b", scene.route());
    }

    private static void closedBeforeAnswer(Scene scene) throws Exception {
        // Clients repeat by themselves what went out on a connection that they had kept; here it is a new one.
        Check.answered(scene.send(scene.get("/ok?a=close*")), "b");
        Check.equal("last", "b", scene.route().substring(scene.route().length() - 1));
    }

    private static void postIsNotResent(Scene scene) throws Exception {
        Scene.failureOf(() -> scene.send(scene.ask("POST", "/ok?a=close*").body(Ask.Body.REPEATABLE, "shoes")));
        Check.that("nobody else was asked: " + scene.route(), !scene.route().contains("b"));
    }

    private static void postWhenRefused(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("POST", "/echo").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("body", "shoes", answer.text());
        Check.equal("route", "b", scene.route());
    }
}
