package dev.failover.bench.stub;

import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Timeout;

/** OkHttp without what is behind its face: no interceptor, no pool, no connection. */
final class CannedCalls implements Call.Factory, Seen {
    private static final MediaType JSON = MediaType.get(TheCall.JSON);
    private static final Headers HEADERS = Headers.of("Content-Type", TheCall.JSON);

    private final byte[] body = TheCall.body();
    private Request last;

    @Override
    public Call newCall(Request request) {
        last = request;
        return new Canned(request);
    }

    private final class Canned implements Call {
        private final Request request;
        private boolean executed;

        private Canned(Request request) {
            this.request = request;
        }

        @Override
        public Response execute() {
            executed = true;
            return new Response.Builder()
                    .request(request)
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .headers(HEADERS)
                    .body(ResponseBody.create(body, JSON))
                    .build();
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public boolean isExecuted() {
            return executed;
        }

        @Override
        public boolean isCanceled() {
            return false;
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public Call clone() {
            return new Canned(request);
        }

        @Override
        public void enqueue(Callback callback) {
            throw new UnsupportedOperationException("the call blocks");
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException("the call is over at once");
        }
    }

    @Override
    public String url() {
        return last.url().toString();
    }

    @Override
    public String trace() {
        return last.header("X-Trace");
    }

    @Override
    public String accept() {
        return last.header("Accept");
    }
}
