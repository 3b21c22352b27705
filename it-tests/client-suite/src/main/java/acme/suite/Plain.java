package acme.suite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What works anyway must work with us too: the first replica is well. */
final class Plain {
    /** More than anybody keeps in memory only in case. */
    static final int BIG = 300_000;

    private Plain() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("get", Place.PAIR, Plain::get),
                Case.alike("query", Place.PAIR, Plain::query),
                Case.alike("head", Place.PAIR, Plain::head),
                Case.alike("put", Place.PAIR, scene -> echo(scene, "PUT", Ask.Body.REPEATABLE, 10)),
                Case.alike("post", Place.PAIR, scene -> echo(scene, "POST", Ask.Body.REPEATABLE, 10)),
                Case.alike("patch", Place.PAIR, scene -> echo(scene, "PATCH", Ask.Body.REPEATABLE, 10), Feature.PATCH),
                Case.alike(
                        "anyMethod",
                        Place.PAIR,
                        scene -> echo(scene, "SHIP", Ask.Body.REPEATABLE, 10),
                        Feature.ANY_METHOD),
                Case.alike("delete", Place.PAIR, Plain::delete),
                Case.alike("bigRequest", Place.PAIR, scene -> echo(scene, "POST", Ask.Body.REPEATABLE, BIG)),
                Case.alike(
                        "oneShotRequest",
                        Place.PAIR,
                        scene -> echo(scene, "POST", Ask.Body.ONE_SHOT, BIG),
                        Feature.ONE_SHOT_BODY),
                Case.alike(
                        "chunkedRequest",
                        Place.PAIR,
                        scene -> echo(scene, "POST", Ask.Body.ONE_SHOT_CHUNKED, BIG),
                        Feature.CHUNKED_BODY),
                Case.alike("expectContinue", Place.PAIR, Plain::expectContinue, Feature.EXPECT_CONTINUE),
                Case.alike("noContent", Place.PAIR, Plain::noContent),
                Case.alike("emptyAnswer", Place.PAIR, Plain::emptyAnswer),
                Case.alike("bigAnswer", Place.PAIR, scene -> bigAnswer(scene, "/big/")),
                Case.alike("chunkedAnswer", Place.PAIR, scene -> bigAnswer(scene, "/chunked/")),
                Case.alike("gzip", Place.PAIR, Plain::gzip),
                Case.alike("notFound", Place.PAIR, scene -> isHandedOver(scene, 404)),
                Case.alike("serverError", Place.PAIR, scene -> isHandedOver(scene, 500)),
                Case.alike("https", Place.SECURE, Plain::https),
                Case.alike("reusedRequest", Place.PAIR, Plain::reusedRequest, Feature.REUSE),
                Case.alike("oneConnection", Place.PAIR, Plain::oneConnection),
                Case.alike("slow", Place.PAIR, Plain::slow),
                Case.alike("noService", Place.ALONE, Plain::noService));
    }

    private static void get(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok").header("X-Test", "yes")), "a");
        Check.equal("X-Test", "yes", scene.log().get(0).header("x-test"));
        Check.equal("Host", scene.server("a"), scene.log().get(0).header("host"));
        Check.equal("route", "a", scene.route());
    }

    private static void query(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok/a%2Fb%20c/%C3%A4?x=1%262&y=%2B+z")), "a");
        String target = scene.log().get(0).target;
        Check.that("path and query as they were: " + target, target.endsWith("/ok/a%2Fb%20c/%C3%A4?x=1%262&y=%2B+z"));
    }

    private static void head(Scene scene) throws Exception {
        Answer answer = scene.send(scene.ask("HEAD", "/ok"));
        Check.equal("status", 200, answer.status());
        Check.equal("replica", "a", answer.replica());
        Check.equal("body", "", answer.text());
        Check.equal("method", "HEAD", scene.log().get(0).method);
    }

    private static void delete(Scene scene) throws Exception {
        Check.answered(scene.send(scene.ask("DELETE", "/ok")), "a");
        Check.equal("method", "DELETE", scene.log().get(0).method);
    }

    private static void echo(Scene scene, String method, Ask.Body kind, int bytes) throws Exception {
        byte[] body = pattern(bytes);
        Answer answer = scene.send(scene.ask(method, "/echo").body(kind, body));
        Check.equal("status", 200, answer.status());
        Check.that("what came back is what was sent", Arrays.equals(body, answer.bytes()));
        Check.equal("route", "a", scene.route());
        Received received = scene.log().get(0);
        Check.equal("method", method, received.method);
        Check.equal(
                "length announced",
                kind == Ask.Body.ONE_SHOT_CHUNKED ? null : String.valueOf(bytes),
                received.header("content-length"));
    }

    static byte[] pattern(int bytes) {
        byte[] pattern = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            pattern[i] = (byte) ('a' + i % 26);
        }
        return pattern;
    }

    private static void expectContinue(Scene scene) throws Exception {
        Answer answer = scene.send(
                scene.ask("PUT", "/echo").body(Ask.Body.ONE_SHOT, "shoes").expectContinue());
        Check.equal("body", "shoes", answer.text());
        Check.that("the client waited before it sent the body", scene.log().get(0).waited);
    }

    private static void noContent(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/status/204"));
        Check.equal("status", 204, answer.status());
        Check.equal("body", "", answer.text());
    }

    private static void emptyAnswer(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/empty"));
        Check.equal("status", 200, answer.status());
        Check.equal("body", "", answer.text());
    }

    private static void bigAnswer(Scene scene, String kind) throws Exception {
        Answer answer = scene.send(scene.get(kind + 2_000_000));
        Check.equal("status", 200, answer.status());
        Check.that("the body is whole", Arrays.equals(pattern(2_000_000), answer.bytes()));
    }

    private static void gzip(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/gzip").header("Accept-Encoding", "gzip"));
        byte[] bytes = answer.bytes();
        // Some clients decode, and then take the header away; some leave both to the program.
        String text = "gzip".equals(answer.header("Content-Encoding"))
                ? gunzip(bytes)
                : new String(bytes, StandardCharsets.UTF_8);
        Check.that("decoded: " + text, text.startsWith("once upon") && text.endsWith("end\n"));
    }

    private static String gunzip(byte[] bytes) throws Exception {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int b; (b = in.read()) >= 0; ) {
                all.write(b);
            }
            return all.toString("UTF-8");
        }
    }

    /** Not every bad answer is worth another try. */
    private static void isHandedOver(Scene scene, int status) throws Exception {
        Answer answer = scene.send(scene.get("/status/" + status));
        Check.equal("status", status, answer.status());
        Check.equal("body", "status\nend\n", answer.text());
        Check.equal("route", "a", scene.route());
    }

    private static void https(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok")), "a");
        Check.answered(scene.send(new Ask("GET", scene.urlAt("sn", "/ok"))), "a");
        Received received = scene.log().get(0);
        Check.equal("Host", scene.server("sa"), received.header("host"));
        Check.equal("SNI as without a service", scene.log().get(1).sni, received.sni);
    }

    private static void reusedRequest(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok").reuse()), "a");
        Check.equal("route", "a a", scene.route());
    }

    private static void oneConnection(Scene scene) throws Exception {
        scene.open(new Setup().connections(1));
        for (int i = 0; i < 5; i++) {
            Check.answered(scene.send(scene.get("/ok")), "a");
        }
        for (Received received : scene.log()) {
            Check.equal("connection", scene.log().get(0).connection, received.connection);
        }
    }

    private static void slow(Scene scene) throws Exception {
        Check.answered(scene.send(scene.get("/ok?a=delay1500&b=delay1500")), "a");
        Check.equal("route", "a", scene.route());
    }

    private static void noService(Scene scene) throws Exception {
        Answer answer = scene.send(scene.get("/ok?a=503"));
        Check.equal("status", 503, answer.status());
        Check.equal("body", "status 503\nend\n", answer.text());
        Check.equal("route", "n", scene.route());
    }
}
