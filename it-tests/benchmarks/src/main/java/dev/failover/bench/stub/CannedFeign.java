package dev.failover.bench.stub;

import feign.Client;
import feign.Request;
import feign.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What Feign calls a client. */
final class CannedFeign implements Client, Seen {
    private static final Map<String, Collection<String>> HEADERS = Map.of("Content-Type", List.of(TheCall.JSON));

    private final byte[] body = TheCall.body();
    private Request last;

    @Override
    public Response execute(Request request, Request.Options options) {
        last = request;
        return Response.builder()
                .status(200)
                .reason("OK")
                .request(request)
                .headers(HEADERS)
                .body(body)
                .build();
    }

    @Override
    public String url() {
        return last.url();
    }

    @Override
    public String trace() {
        return last.headers().get("X-Trace").iterator().next();
    }

    @Override
    public String accept() {
        return last.headers().get("Accept").iterator().next();
    }
}
