package acme.suite;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A cache stands before the replicas. */
final class Stored {
    private Stored() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.failover("freshCostsNoRequest", Place.STORED, Stored::fresh, Feature.CACHE),
                Case.failover("staleIsValidated", Place.STORED, Stored::validated, Feature.CACHE),
                Case.failover("staleWhereAllFail", Place.STORED, Stored::whereAllFail, Feature.CACHE),
                Case.failover("staleWhereNobodyIsLeft", Place.STORED_TRIPPED, Stored::whereNobodyIsLeft, Feature.CACHE),
                Case.failover("headOfWhatIsStored", Place.STORED, Stored::head, Feature.CACHE),
                Case.failover("storedAfterABrokenAnswer", Place.STORED, Stored::afterBroken, Feature.CACHE),
                Case.alike("postsAreSentEachTime", Place.STORED, Stored::posted),
                Case.alike("writesForgetWhatIsStored", Place.STORED, Stored::written),
                Case.alike("brokenAnswerIsNotStored", Place.STORED, Stored::broken),
                Case.alike("usersAreToldApart", Place.STORED, Stored::users),
                Case.alike("nothingIsStoredUnasked", Place.PAIR, Stored::unasked));
    }

    private static Answer get(Scene scene, String path) throws Exception {
        Answer answer = scene.send(scene.get(path));
        Check.answered(answer, "a");
        return answer;
    }

    private static void fresh(Scene scene) throws Exception {
        Answer network = get(scene, "/stored/600");
        Answer stored = get(scene, "/stored/600");
        Check.equal("route", "a", scene.route());
        Check.equal("body", network.text(), stored.text());
        Check.equal("Content-Type", network.header("Content-Type"), stored.header("Content-Type"));
        Check.equal("ETag", network.header("ETag"), stored.header("ETag"));
        Check.that("it has an age: " + stored.headers(), stored.header("Age") != null);
        Check.that(
                "it says where it comes from: " + stored.headers(),
                String.valueOf(stored.header("Cache-Status")).startsWith("failover; hit"));
        scene.open(new Setup());
        get(scene, "/stored/600");
        Check.equal("route of another client of the program", "a", scene.route());
    }

    private static void validated(Scene scene) throws Exception {
        String first = get(scene, "/stored/0").text();
        Check.equal("body", first, get(scene, "/stored/0").text());
        Check.equal("route", "a a", scene.route());
        Check.equal("condition", "\"1\"", scene.log().get(1).header("if-none-match"));
    }

    private static void whereAllFail(Scene scene) throws Exception {
        String path = "/stored/0?a=ok,503*&b=close*";
        String first = get(scene, path).text();
        Check.equal("body", first, get(scene, path).text());
        Check.that("both were asked: " + scene.route(), scene.route().startsWith("a a b"));
    }

    /** Once with a connection that is refused, once with breakers that are open. */
    private static void whereNobodyIsLeft(Scene scene) throws Exception {
        String path = "/stored/0?b=ok,close*";
        Answer network = scene.send(scene.get(path));
        Check.answered(network, "b");
        stale(scene, path, network);
        // Some clients repeat by themselves.
        String asked = scene.route();
        Check.that("it was asked: " + asked, asked.startsWith("b b"));
        stale(scene, path, network);
        stale(scene, path, network);
        Check.equal("route", asked, scene.route());
    }

    private static void stale(Scene scene, String path, Answer network) throws Exception {
        Answer stale = scene.send(scene.get(path));
        Check.answered(stale, "b");
        Check.equal("body", network.text(), stale.text());
    }

    private static void head(Scene scene) throws Exception {
        Answer whole = get(scene, "/stored/600");
        Answer head = scene.send(scene.ask("HEAD", "/stored/600"));
        Check.equal("status", 200, head.status());
        Check.equal("ETag", whole.header("ETag"), head.header("ETag"));
        Check.equal("body", "", head.text());
        Check.equal("route", "a", scene.route());
    }

    private static void afterBroken(Scene scene) throws Exception {
        broken(scene);
        get(scene, "/stored/600?a=cut");
        Check.equal("route", "a a", scene.route());
    }

    private static void posted(Scene scene) throws Exception {
        for (int i = 0; i < 2; i++) {
            get(scene, "/stored/600");
            Check.answered(scene.send(scene.ask("POST", "/stored/600").body(Ask.Body.REPEATABLE, "shoes")), "a");
        }
        Check.equal("route", "a a a a", scene.route());
    }

    private static void written(Scene scene) throws Exception {
        get(scene, "/stored/600");
        Check.answered(scene.send(scene.ask("PUT", "/stored/600").body(Ask.Body.REPEATABLE, "shoes")), "a");
        get(scene, "/stored/600");
        Check.equal("route", "a a a", scene.route());
    }

    private static void broken(Scene scene) throws Exception {
        Answer half = scene.send(scene.get("/stored/600?a=cut"));
        try {
            half.bytes();
        } catch (IOException mostClientsNotice) {
            // Some take half of it for the whole; the cache does not.
        }
        get(scene, "/stored/600?a=cut");
        Check.equal("route", "a a", scene.route());
    }

    private static void users(Scene scene) throws Exception {
        for (String user : new String[] {"ann", "bob"}) {
            Check.answered(scene.send(scene.get("/stored/600").header("Authorization", "Bearer " + user)), "a");
        }
        Check.equal("route", "a a", scene.route());
        Check.equal("user", "Bearer bob", scene.log().get(1).header("authorization"));
    }

    private static void unasked(Scene scene) throws Exception {
        get(scene, "/stored/600");
        get(scene, "/stored/600");
        Check.equal("route", "a a", scene.route());
    }
}
