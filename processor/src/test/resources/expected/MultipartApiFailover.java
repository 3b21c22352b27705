package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.MultipartWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import dev.failover.stub.Values;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code parts} as {@link MultipartApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class MultipartApiFailover implements MultipartApi {
    private static final Operation UPLOAD = Operation.of("MultipartApi.upload", HttpMethod.POST, "/upload/{id}");

    private static final Operation CODED = Operation.of("MultipartApi.coded", HttpMethod.PUT, "/coded");

    private static final Type CODED_PART = Types.parameterized(List.class, Item.class);

    private static final Type CODED_PART_ = Types.parameterized(List.class, Item.class);

    private final StubClient client;

    private final Codec codec;

    private MultipartApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
    }

    /**
     * A client of the service {@code parts}, with the endpoints that the manager has under this name,
     * else with those that {@link MultipartApi} lists.
     */
    public static MultipartApi create(FailoverManager manager) {
        return create(manager, Codecs.find(MultipartApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static MultipartApi create(FailoverManager manager, Codec codec) {
        return new MultipartApiFailover(StubClient.of(manager, "parts"), codec);
    }

    /**
     * {@code POST /upload/{id}} for {@link MultipartApi#upload(String, String, int, TimeUnit, byte[], File, Path, InputStream, List, Optional, Map, Map)}; never repeated once it was sent.
     */
    @Override
    public String upload(String id, String note, int number, TimeUnit unit, byte[] bytes, File file,
            Path table, InputStream stream, List<File> more, Optional<String> maybe,
            Map<String, byte[]> named, Map<String, List<File>> files) {
        Request request = UPLOAD.request("/upload/" + Segments.of("id", id))
                .multipart(new MultipartWriter()
                        .part("note", note)
                        .part("number", number)
                        .part("unit", Values.orElse(unit, TimeUnit.DAYS))
                        .part("image", bytes, "a.png", "image/png")
                        .part("file", file)
                        .part("table", table, "", "text/csv")
                        .part("stream", stream, "stream.bin", "")
                        .part("more", more)
                        .part("maybe", maybe)
                        .part(named)
                        .part(files))
                .build();
        return client.call(UPLOAD, request, Results.text());
    }

    /**
     * {@code PUT /coded} for {@link MultipartApi#coded(Item, List, Item, Optional, String[])}; may be repeated.
     */
    @Override
    public void coded(Item item, List<Item> items, Item typed, Optional<List<Item>> maybe,
            String... tags) {
        Request request = CODED.request("/coded")
                .multipart(new MultipartWriter()
                        .part("item", item, Item.class, codec)
                        .part("items", items, CODED_PART, codec)
                        .part("typed", typed, Item.class, codec, "", "application/vnd.shop+json")
                        .part("maybe", Values.orNull(maybe), CODED_PART_, codec)
                        .part("tags", tags))
                .build();
        client.call(CODED, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "MultipartApi of service parts";
    }
}
