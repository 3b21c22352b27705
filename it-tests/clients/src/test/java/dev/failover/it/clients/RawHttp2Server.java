package dev.failover.it.clients;

import acme.suite.same.Reply;
import acme.suite.same.Trial;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/** Answers in HTTP/2 what a {@link Trial} wants to see answered, and takes down what came. */
final class RawHttp2Server implements Closeable {
    /** What HTTP/2 says in other ways. */
    private static final Set<String> OF_HTTP1 = Set.of("connection", "keep-alive", "transfer-encoding");

    private final String address;
    private final RawLog log;
    private final IntFunction<Trial> trials;
    private final Http2Listener listener;

    /** @param trials by their numbers */
    RawHttp2Server(String address, SSLContext tls, RawLog log, IntFunction<Trial> trials) throws IOException {
        this.address = address;
        this.log = log;
        this.trials = trials;
        listener = new Http2Listener(address, tls, this::answer);
    }

    String address() {
        return address + ":" + listener.port();
    }

    private void answer(Request request, Response response, Callback callback) throws Exception {
        String head = head(request);
        String trial = request.getHeaders().get(Trial.FIELD);
        if (trial == null) {
            log.add(RawLog.UNKNOWN, head);
            callback.failed(new IOException("a request of no trial"));
            return;
        }
        int number = Integer.parseInt(trial);
        Reply reply = trials.apply(number).reply(request.getHttpURI().getPathQuery(), head);
        boolean refused = request.getHeaders().contains("Expect") && reply.isRefusingBody();
        log.add(number, head + (refused ? "(refused)" : body(request)));
        try {
            answer(request, response, callback, reply);
        } finally {
            if (!reply.isRedirect()) {
                log.answered(number);
            }
        }
    }

    private static String head(Request request) {
        StringBuilder head = new StringBuilder(
                request.getMethod() + " " + request.getHttpURI().getPathQuery() + " "
                        + request.getConnectionMetaData().getHttpVersion().asString() + "\n" + "authority "
                        + request.getHttpURI().getAuthority() + "\n");
        request.getHeaders()
                .forEach(field -> head.append(field.getName())
                        .append(": ")
                        .append(field.getValue())
                        .append('\n'));
        return head.append('\n').toString();
    }

    /** How many bytes and which. */
    private static String body(Request request) {
        try {
            ByteBuffer body = Content.Source.asByteBuffer(request);
            CRC32 sum = new CRC32();
            int length = body.remaining();
            sum.update(body);
            HttpFields trailers = request.getTrailers();
            return "(body of " + length + " bytes, CRC " + Long.toHexString(sum.getValue()) + ")"
                    + (trailers == null ? "" : trailers.asString());
        } catch (IOException broken) {
            return "(body breaks off)";
        }
    }

    private static void answer(Request request, Response response, Callback callback, Reply reply) throws Exception {
        boolean headOnly = request.getMethod().equals("HEAD");
        Unframed answer = Unframed.of(reply, headOnly);
        if (reply.end() == Reply.End.HANG) {
            if (answer != null) {
                begin(response, answer);
                write(response, answer.body);
            }
            return;
        }
        if (answer == null) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            return;
        }
        for (int status : answer.interim) {
            response.writeInterim(status, HttpFields.EMPTY).get();
        }
        begin(response, answer);
        if (answer.whole) {
            response.write(true, ByteBuffer.wrap(answer.body), callback);
        } else {
            write(response, answer.body);
            // What has begun ends by the reset of its stream.
            callback.failed(new IOException("cut"));
        }
    }

    private static void begin(Response response, Unframed answer) {
        response.setStatus(answer.status);
        for (String[] field : answer.fields) {
            if (!OF_HTTP1.contains(field[0].toLowerCase(Locale.ROOT))) {
                response.getHeaders().add(new HttpField(field[0], field[1]));
            }
        }
        if (!answer.trailers.isEmpty()) {
            HttpFields.Mutable trailers = HttpFields.build();
            answer.trailers.forEach(field -> trailers.add(new HttpField(field[0], field[1])));
            response.setTrailersSupplier(() -> trailers);
        }
    }

    private static void write(Response response, byte[] bytes) throws Exception {
        try (var blocker = Blocker.callback()) {
            response.write(false, ByteBuffer.wrap(bytes), blocker);
            blocker.block();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
