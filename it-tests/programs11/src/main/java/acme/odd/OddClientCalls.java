package acme.odd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One request of a random kind, taken apart. */
final class OddClientCalls {
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "FOO"};

    private final HttpClient client;
    private final String url;
    private final Random random;

    OddClientCalls(HttpClient client, String url, Random random) {
        this.client = client;
        this.url = url;
        this.random = random;
    }

    private interface Op {
        Object run() throws Exception;
    }

    void run() {
        HttpRequest request;
        try {
            request = request();
        } catch (Exception e) {
            print("request", describe(e));
            return;
        }
        BodyHandler<?> handler = handler();
        int how = random.nextInt(7);
        if (how < 4) {
            attempt("send", () -> shown(client.send(request, handler), request));
        } else if (how == 4) {
            attempt("async join", () -> shown(client.sendAsync(request, handler).join(), request));
        } else {
            async(request, handler, how);
        }
    }

    private <T> void async(HttpRequest request, BodyHandler<T> handler, int how) {
        CompletableFuture<HttpResponse<T>> future;
        try {
            future = how == 6
                    ? client.sendAsync(request, handler, (initial, push, acceptor) -> System.out.println("  PUSH"))
                    : client.sendAsync(request, handler);
        } catch (Throwable e) {
            print("sendAsync", describe(e));
            return;
        }
        CompletableFuture<String> dependent = future.handle((response, failure) -> {
            return failure == null ? "status " + response.statusCode() : describe(failure);
        });
        attempt("dependent", () -> dependent.get(5, TimeUnit.SECONDS));
        attempt("get", () -> shown(future.get(5, TimeUnit.SECONDS), request));
    }

    private HttpRequest request() throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url));
        String method = METHODS[random.nextInt(METHODS.length)];
        switch (random.nextInt(4)) {
            case 0:
                break;
            default:
                builder.method(method, publisher());
        }
        if (random.nextInt(3) == 0) {
            builder.header("X-A", "one").header("X-A", "two").setHeader("Accept", "text/x");
        }
        if (random.nextInt(6) == 0) {
            builder.expectContinue(true);
        }
        if (random.nextInt(4) == 0) {
            builder.timeout(Duration.ofMillis(random.nextInt(4) == 0 ? 200 : 5000));
        }
        if (random.nextInt(8) == 0) {
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        if (random.nextInt(8) == 0) {
            builder.header("Authorization", "Basic xxx");
        }
        return builder.build();
    }

    private BodyPublisher publisher() throws Exception {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(300)];
        Arrays.fill(bytes, (byte) 'z');
        switch (random.nextInt(10)) {
            case 0:
                return BodyPublishers.noBody();
            case 1:
                return BodyPublishers.ofString("text");
            case 2:
                return BodyPublishers.ofByteArray(bytes);
            case 3:
                return BodyPublishers.ofByteArrays(List.of(bytes, bytes));
            case 4:
                return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
            case 5:
                Path file = Files.createTempFile("odd", ".txt");
                file.toFile().deleteOnExit();
                Files.write(file, bytes);
                return BodyPublishers.ofFile(file);
            case 6:
                return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes));
            case 7:
                return BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArray(bytes), Math.max(1, bytes.length + random.nextInt(3) - 1));
            case 8:
                return BodyPublishers.ofInputStream(() -> new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the program's own");
                    }
                });
            default:
                return BodyPublishers.ofInputStream(() -> null);
        }
    }

    private BodyHandler<?> handler() {
        switch (random.nextInt(16)) {
            case 0:
            case 1:
                return BodyHandlers.ofString();
            case 2:
                return BodyHandlers.ofByteArray();
            case 3:
                return BodyHandlers.discarding();
            case 4:
                return BodyHandlers.ofLines();
            case 5:
                return BodyHandlers.ofInputStream();
            case 6:
                return BodyHandlers.ofPublisher();
            case 7:
                return (BodyHandler<Path>) info -> {
                    try {
                        Path file = Files.createTempFile("odd", ".out");
                        file.toFile().deleteOnExit();
                        return BodySubscribers.ofFile(file);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                };
            case 8:
                return BodyHandlers.replacing("replaced");
            case 9:
                return BodyHandlers.buffering(BodyHandlers.ofString(), 16);
            case 10:
                int temper = random.nextInt(3);
                return (BodyHandler<String>) info -> new Own(temper);
            case 11:
                return BodyHandlers.fromSubscriber(new Own(0));
            case 12:
                return BodyHandlers.fromLineSubscriber(new Lines(), lines -> lines.text.toString(), null);
            case 13:
                return info -> {
                    throw new IllegalStateException("the handler's own");
                };
            case 14:
                return info -> BodySubscribers.mapping(
                        BodySubscribers.ofString(java.nio.charset.StandardCharsets.UTF_8), text -> {
                            throw new IllegalArgumentException("the mapping's own");
                        });
            default:
                return info -> {
                    System.out.println("  HANDLER " + info.statusCode() + " " + info.version());
                    return BodySubscribers.mapping(
                            BodySubscribers.ofString(java.nio.charset.StandardCharsets.UTF_8), String::length);
                };
        }
    }

    /** A subscriber of the program: asks for one item at a time; may give up in the middle, or fail. */
    private static final class Own implements BodySubscriber<String> {
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final int temper;
        private Flow.Subscription subscription;
        private long read;

        Own(int temper) {
            this.temper = temper;
        }

        @Override
        public CompletionStage<String> getBody() {
            return result;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            subscription.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            for (ByteBuffer buffer : item) {
                read += buffer.remaining();
            }
            if (temper == 1) {
                subscription.cancel();
                result.complete("enough");
            } else if (temper == 2) {
                throw new IllegalStateException("the subscriber's own");
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            result.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            result.complete("read " + read);
        }
    }

    private static final class Lines implements Flow.Subscriber<String> {
        final StringBuilder text = new StringBuilder();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            text.append(item.hashCode()).append('/');
        }

        @Override
        public void onError(Throwable thrown) {
            text.append(thrown);
        }

        @Override
        public void onComplete() {
            text.append("end");
        }
    }

    private static String shown(HttpResponse<?> response, HttpRequest request) {
        StringBuilder text = new StringBuilder();
        text.append(response)
                .append(" ")
                .append(response.statusCode())
                .append(" ")
                .append(response.uri());
        text.append(" ")
                .append(response.version())
                .append(" ")
                .append(new TreeMap<>(response.headers().map()));
        text.append(" request ").append(seen(response.request(), request));
        text.append(" tls ").append(response.sslSession().isPresent());
        text.append(" body ").append(body(response.body()));
        Optional<? extends HttpResponse<?>> previous = response.previousResponse();
        for (int i = 0; previous.isPresent() && i < 25; i++) {
            HttpResponse<?> earlier = previous.get();
            text.append(" previous ")
                    .append(earlier.statusCode())
                    .append(" ")
                    .append(earlier.uri())
                    .append(" ");
            text.append(seen(earlier.request(), request)).append(" ").append(earlier.body());
            previous = earlier.previousResponse();
        }
        return text.toString();
    }

    private static String seen(HttpRequest seen, HttpRequest asked) {
        return seen.method() + " " + seen.uri() + " "
                + new TreeMap<>(seen.headers().map()) + " " + seen.timeout() + " "
                + seen.version() + " " + seen.expectContinue() + " "
                + seen.bodyPublisher().map(BodyPublisher::contentLength)
                + " " + seen + " " + seen.equals(asked) + (seen.hashCode() == asked.hashCode());
    }

    private static String body(Object body) {
        try {
            if (body instanceof byte[]) {
                return "bytes " + Arrays.hashCode((byte[]) body);
            }
            if (body instanceof InputStream) {
                try (InputStream in = (InputStream) body) {
                    return "stream " + Arrays.hashCode(in.readAllBytes());
                }
            }
            if (body instanceof Stream) {
                return "lines "
                        + ((Stream<?>) body).map(line -> line.hashCode()).reduce(0, (a, b) -> 0);
            }
            if (body instanceof Path) {
                return "file " + Files.size((Path) body);
            }
            if (body instanceof Flow.Publisher) {
                @SuppressWarnings("unchecked")
                Flow.Publisher<List<ByteBuffer>> publisher = (Flow.Publisher<List<ByteBuffer>>) body;
                Own own = new Own(0);
                publisher.subscribe(own);
                return "publisher " + own.getBody().toCompletableFuture().get(5, TimeUnit.SECONDS);
            }
            String text = String.valueOf(body);
            return text.length() > 100 ? "text " + text.length() + " " + text.hashCode() : text;
        } catch (Exception e) {
            return describe(e);
        }
    }

    private static void attempt(String name, Op op) {
        String result;
        try {
            result = String.valueOf(op.run());
        } catch (Throwable thrown) {
            result = describe(thrown);
        }
        print(name, result);
    }

    /**
     * What a program catches: the exception, and what is in the wrapper of a future. What lies beneath tells whether the
     * client noticed in time that a connection which it keeps was closed, and differs from run to run by itself.
     */
    private static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder("THROWS");
        Throwable t = thrown;
        boolean wrapper;
        do {
            text.append(" <- ").append(t.getClass().getName());
            wrapper = t instanceof ExecutionException || t instanceof CompletionException;
            if (!(t instanceof NullPointerException) && !wrapper) {
                text.append(": ").append(t.getMessage());
            }
            t = t.getCause();
        } while (wrapper && t != null);
        return text.toString();
    }

    private static void print(String name, String result) {
        System.out.println("  " + name + " = "
                + result.replaceAll("@[0-9a-f]{4,}", "@")
                        .replaceAll("odd\\d+", "odd")
                        .replaceAll("SocketTube\\(\\d+\\)\\)? \\[[^\\]]*\\]", "SocketTube"));
    }
}
