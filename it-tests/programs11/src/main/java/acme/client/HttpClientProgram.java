package acme.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** A program on java.net.http, as people write it today; it knows nothing of replicas. */
public final class HttpClientProgram {
    private static final Report REPORT = new Report(System.out);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    private HttpClientProgram() {}

    /** {@code sync} or {@code async CONCURRENCY}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("async")) {
            Loop.run(Integer.parseInt(args[1]), HttpClientProgram::callAsync);
        } else {
            Loop.run(1, HttpClientProgram::call);
        }
    }

    private static void call(Command command, Runnable done) throws InterruptedException {
        long start = System.nanoTime();
        try {
            answered(command, start, CLIENT.send(request(command), BodyHandlers.ofString()));
        } catch (IOException | RuntimeException e) {
            REPORT.failed(command, start, e);
        } finally {
            done.run();
        }
    }

    private static void callAsync(Command command, Runnable done) {
        long start = System.nanoTime();
        try {
            CLIENT.sendAsync(request(command), BodyHandlers.ofString()).whenComplete((response, error) -> {
                if (error == null) {
                    answered(command, start, response);
                } else {
                    REPORT.failed(command, start, error instanceof CompletionException ? error.getCause() : error);
                }
                done.run();
            });
        } catch (RuntimeException e) {
            REPORT.failed(command, start, e);
            done.run();
        }
    }

    private static void answered(Command command, long start, HttpResponse<String> response) {
        REPORT.answered(
                command, start, response.statusCode(), response.headers().map(), response.body());
    }

    private static HttpRequest request(Command command) {
        byte[] body = command.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(command.url));
        request.method(command.method, body == null ? BodyPublishers.noBody() : publisher(command, body));
        if (command.timeoutMillis() > 0) {
            request.timeout(Duration.ofMillis(command.timeoutMillis()));
        }
        command.headers().forEach(request::header);
        return request.build();
    }

    private static BodyPublisher publisher(Command command, byte[] body) {
        return command.option("stream", "").equals("chunked")
                ? BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))
                : BodyPublishers.ofByteArray(body);
    }
}
