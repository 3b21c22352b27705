package dev.failover.processor.roundtrip;

import dev.failover.annotations.ErrorMapping;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.processor.roundtrip.EchoApi.Item;
import dev.failover.stub.Response;
import dev.failover.stub.StatusException;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Streams, and exceptions of an interface's own. */
@FailoverService(name = "errors")
@ErrorMapping(status = 404, exception = FileNotFoundException.class)
@ErrorMapping(status = 409, exception = ErrorsApi.Taken.class)
public interface ErrorsApi {
    @GET("/a")
    InputStream open() throws FileNotFoundException;

    @GET("/a")
    Stream<Item> items() throws FileNotFoundException;

    @GET("/a")
    CompletableFuture<Optional<InputStream>> openAsync();

    @GET("/a")
    @ErrorMapping(status = 404, exception = Gone.class)
    CompletableFuture<Stream<Item>> itemsAsync();

    @GET("/a")
    Optional<String> maybe() throws FileNotFoundException;

    /** With the body that the server sent. */
    class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Response<Item> answer;

        public Taken(Response<Item> answer) {
            this.answer = answer;
        }
    }

    /** Checked, for callers that do not wait. */
    class Gone extends Exception {
        private static final long serialVersionUID = 1;

        public Gone(StatusException failure) {
            super(failure);
        }
    }
}
