package shop;

import dev.failover.annotations.*;
import dev.failover.stub.Response;
import dev.failover.stub.StatusException;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

@FailoverService(name = "orders")
@ErrorMapping(status = 503, exception = IOException.class)
interface Errors {
    @GET("/")
    @ErrorMapping(status = 700, exception = IllegalStateException.class) // error: FS044 status 700 is never a failure
    String status() throws IOException;

    @GET("/")
    @ErrorMapping(status = 204, exception = IllegalStateException.class) // error: FS044 status 204 is never a failure
    String success() throws IOException;

    @GET("/")
    @ErrorMapping(status = 404, exception = EOFException.class)
    @ErrorMapping(status = 404, exception = IllegalStateException.class)
    String twice() throws IOException; // error: FS044 404 is mapped twice, to EOFException and to IllegalStateException

    @GET("/")
    @ErrorMapping(status = 404, exception = NoConstructor.class) // error: FS044 NoConstructor cannot be thrown for 404: it needs
    String constructor() throws IOException;

    @GET("/")
    @ErrorMapping(status = 404, exception = Abstract.class) // error: FS044 Abstract cannot be thrown for 404
    String abstractOne() throws IOException;

    @GET("/")
    @ErrorMapping(status = 404, exception = Wild.class) // error: FS044 Wild cannot be thrown for 404
    String unreadable() throws IOException;

    @GET("/")
    @ErrorMapping(status = 404, exception = Checked.class) // error: FS044 Checked is checked, but checked does not declare it
    String checked() throws IOException;

    @GET("/")
    String ofTheInterface(); // error: FS044 IOException is checked, but ofTheInterface does not declare it

    @GET("/")
    @ErrorMapping(status = 404, exception = Checked.class) // warning: FS044 whole returns Response<String>, which takes any status
    Response<String> whole();

    @GET("/")
    @ErrorMapping(status = 404, exception = Checked.class)
    CompletionStage<String> later();

    class NoConstructor extends RuntimeException {
        private NoConstructor(String message) {}

        public NoConstructor(int status) {}
    }

    abstract class Abstract extends RuntimeException {
        public Abstract(StatusException failure) {}
    }

    class Wild extends RuntimeException {
        public Wild(Response<? extends Number> answer) {}
    }

    class Checked extends Exception {
        public Checked(String message) {}
    }
}
