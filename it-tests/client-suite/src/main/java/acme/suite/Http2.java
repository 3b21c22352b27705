package acme.suite;

import java.util.Arrays;
import java.util.List;

/** The same over HTTP/2, for clients that speak it. */
final class Http2 {
    private Http2() {}

    static List<Case> cases() {
        return Arrays.asList(
                Case.alike("http2", Place.HTTP2, scene -> get(scene, "/ok", "a"), Feature.HTTP2),
                Case.alike("http2Post", Place.HTTP2, Http2::post, Feature.HTTP2),
                Case.failover(
                        "http2ClosedPort", Place.HTTP2_DEAD_FIRST, scene -> get(scene, "/ok", "b"), Feature.HTTP2),
                Case.failover("http2503", Place.HTTP2, scene -> get(scene, "/ok?a=503", "b"), Feature.HTTP2),
                Case.failover("http2Closed", Place.HTTP2, scene -> get(scene, "/ok?a=close*", "b"), Feature.HTTP2),
                Case.failover("http2PutElsewhere", Place.HTTP2, Http2::put, Feature.HTTP2),
                Case.failover("http2Async", Place.HTTP2, Http2::async, Feature.HTTP2, Feature.ASYNC));
    }

    private static void get(Scene scene, String path, String replica) throws Exception {
        scene.open(new Setup().http2());
        Check.answered(scene.send(scene.get(path)), replica);
        spoken(scene);
    }

    private static void spoken(Scene scene) throws Exception {
        for (Received received : scene.log()) {
            Check.equal("protocol", "HTTP/2.0", received.header("protocol"));
        }
    }

    private static void post(Scene scene) throws Exception {
        scene.open(new Setup().http2());
        Answer answer = scene.send(scene.ask("POST", "/echo").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("body", "shoes", answer.text());
        Answer bad = scene.send(scene.ask("POST", "/echo?a=ok,503").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("status", 503, bad.status());
        Check.equal("route", "a a", scene.route());
        spoken(scene);
    }

    private static void put(Scene scene) throws Exception {
        scene.open(new Setup().http2());
        Answer answer = scene.send(scene.ask("PUT", "/echo?a=503").body(Ask.Body.REPEATABLE, "shoes"));
        Check.equal("replica", "b", answer.replica());
        Check.equal("body", "shoes", answer.text());
        Check.equal("route", "a b", scene.route());
        spoken(scene);
    }

    private static void async(Scene scene) throws Exception {
        scene.open(new Setup().http2());
        Check.answered(scene.start(scene.get("/ok?a=503")).get(), "b");
        spoken(scene);
    }
}
