package shop;

import dev.failover.annotations.ErrorMapping;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.stub.Response;
import dev.failover.stub.StatusException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

@FailoverService(name = "files")
@ErrorMapping(status = 404, exception = FileNotFoundException.class)
@ErrorMapping(status = 409, exception = ErrorApi.Taken.class)
public interface ErrorApi {
    @GET("/files/{id}")
    InputStream open(String id) throws IOException;

    @GET("/files")
    Stream<Item> list() throws FileNotFoundException;

    @GET("/files")
    @ErrorMapping(status = 404, exception = Gone.class)
    @ErrorMapping(status = 410, exception = Gone.class)
    CompletableFuture<Optional<Stream<Item>>> listIfThere();

    @GET("/files")
    @ErrorMapping(status = 404, exception = Refused.class)
    void touch();

    @GET("/files")
    Response<InputStream> whole();

    /** What the server says of an error. */
    class Problem {
        public String title;
    }

    /** Made of what the server says. */
    class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Taken(Response<Problem> answer) {
            super(String.valueOf(answer.status()));
        }

        public Taken(String message) {
            super(message);
        }
    }

    /** Made of the exception that it replaces. */
    class Gone extends Exception {
        private static final long serialVersionUID = 1;

        public Gone(StatusException failure) {
            super(failure);
        }
    }

    /** Made of a text and the exception that it replaces. */
    class Refused extends IllegalStateException {
        private static final long serialVersionUID = 1;

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
