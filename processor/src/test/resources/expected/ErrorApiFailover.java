package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.ErrorMappings;
import dev.failover.stub.Operation;
import dev.failover.stub.Response;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code files} as {@link ErrorApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class ErrorApiFailover implements ErrorApi {
    private static final Operation OPEN = Operation.of("ErrorApi.open", HttpMethod.GET, "/files/{id}");

    private static final Operation LIST = Operation.of("ErrorApi.list", HttpMethod.GET, "/files");

    private static final Operation LIST_IF_THERE = Operation.of("ErrorApi.listIfThere", HttpMethod.GET, "/files");

    private static final Operation TOUCH = Operation.of("ErrorApi.touch", HttpMethod.GET, "/files");

    private static final Operation WHOLE = Operation.of("ErrorApi.whole", HttpMethod.GET, "/files");

    private final StubClient client;

    private final Codec codec;

    private final Result<InputStream> openResult;

    private final Result<Stream<Item>> listResult;

    private final Result<Optional<Stream<Item>>> listIfThereResult;

    private final Result<Void> touchResult;

    private final Result<Response<InputStream>> wholeResult;

    private ErrorApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        openResult = ErrorMappings.none()
                        .of(404, failure -> new FileNotFoundException(failure.getMessage()))
                        .<ErrorApi.Problem>of(409, Results.decoded(codec, ErrorApi.Problem.class), answer -> new ErrorApi.Taken(answer))
                        .in(Results.inputStream());
        listResult = ErrorMappings.none()
                        .of(404, failure -> new FileNotFoundException(failure.getMessage()))
                        .<ErrorApi.Problem>of(409, Results.decoded(codec, ErrorApi.Problem.class), answer -> new ErrorApi.Taken(answer))
                        .in(Results.stream(codec, Item.class));
        listIfThereResult = ErrorMappings.none()
                        .of(404, failure -> new ErrorApi.Gone(failure))
                        .<ErrorApi.Problem>of(409, Results.decoded(codec, ErrorApi.Problem.class), answer -> new ErrorApi.Taken(answer))
                        .of(410, failure -> new ErrorApi.Gone(failure))
                        .in(Results.optional(Results.stream(codec, Item.class)));
        touchResult = ErrorMappings.none()
                        .of(404, failure -> new ErrorApi.Refused(failure.getMessage(), failure))
                        .<ErrorApi.Problem>of(409, Results.decoded(codec, ErrorApi.Problem.class), answer -> new ErrorApi.Taken(answer))
                        .in(Results.nothing());
        wholeResult = Results.response(Results.inputStream());
    }

    /**
     * A client of the service {@code files}, with the endpoints that the manager has under this name,
     * else with those that {@link ErrorApi} lists.
     */
    public static ErrorApi create(FailoverManager manager) {
        return create(manager, Codecs.find(ErrorApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static ErrorApi create(FailoverManager manager, Codec codec) {
        return new ErrorApiFailover(StubClient.of(manager, "files"), codec);
    }

    /**
     * {@code GET /files/{id}} for {@link ErrorApi#open(String)}; may be repeated.
     */
    @Override
    public InputStream open(String id) throws IOException {
        Request request = OPEN.request("/files/" + Segments.of("id", id))
                .streamAnswer()
                .build();
        return client.call(OPEN, request, openResult);
    }

    /**
     * {@code GET /files} for {@link ErrorApi#list()}; may be repeated.
     */
    @Override
    public Stream<Item> list() throws FileNotFoundException {
        Request request = LIST.request("/files")
                .accept(codec)
                .streamAnswer()
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code GET /files} for {@link ErrorApi#listIfThere()}; may be repeated.
     */
    @Override
    public CompletableFuture<Optional<Stream<Item>>> listIfThere() {
        Request request = LIST_IF_THERE.request("/files")
                .accept(codec)
                .build();
        return client.callAsync(LIST_IF_THERE, request, listIfThereResult);
    }

    /**
     * {@code GET /files} for {@link ErrorApi#touch()}; may be repeated.
     */
    @Override
    public void touch() {
        Request request = TOUCH.request("/files").build();
        client.call(TOUCH, request, touchResult);
    }

    /**
     * {@code GET /files} for {@link ErrorApi#whole()}; may be repeated.
     */
    @Override
    public Response<InputStream> whole() {
        Request request = WHOLE.request("/files")
                .streamAnswer()
                .build();
        return client.call(WHOLE, request, wholeResult);
    }

    @Override
    public String toString() {
        return "ErrorApi of service files";
    }
}
