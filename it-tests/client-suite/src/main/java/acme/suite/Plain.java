package acme.suite;

import java.util.Arrays;
import java.util.List;

/** What works anyway must work with us too: the first replica is well. */
final class Plain {
    private Plain() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("get", Place.PAIR, Plain::get),
                Case.alike("query", Place.PAIR, Plain::query),
                Case.alike("post", Place.PAIR, Plain::post),
                Case.alike("redirectOnce", Place.PAIR, Plain::redirectOnce, Feature.REDIRECTS));
    }

    private static void get(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok").header("X-Test", "yes")), "a");
        Check.equal("X-Test", "yes", scene.log().get(0).header("x-test"));
        Check.equal("route", "a", scene.route());
    }

    private static void query(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok/a%2Fb%20c/%C3%A4?x=1%262&y=%2B+z")), "a");
        String target = scene.log().get(0).target;
        Check.that("path and query as they were: " + target, target.endsWith("/ok/a%2Fb%20c/%C3%A4?x=1%262&y=%2B+z"));
    }

    private static void post(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("POST", "/echo").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("status", 200, answer.status());
        Check.equal("body", "shoes", answer.text());
        Check.equal("route", "a", scene.route());
    }

    private static void redirectOnce(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/redirect/1")), "a");
        Check.equal("route", "a a", scene.route());
    }
}
