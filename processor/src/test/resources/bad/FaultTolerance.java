package shop;

import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.POST;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.*;

@FailoverService(name = "orders")
@CircuitBreaker(failOn = IllegalStateException.class) // warning: FS061 @org.eclipse.microprofile.faulttolerance.CircuitBreaker(failOn): any failure that is not skipped counts here
@Bulkhead(value = 5, waitingTaskQueue = 3) // warning: FS061 nobody waits without @Asynchronous
interface FaultTolerance {
    @GET("/a")
    @Retry(maxRetries = -1) // warning: FS061 retries without end
    String endless();

    @GET("/b")
    @Retry(maxRetries = 200) // error: FS034 @Retry(maxRetries)
    String many();

    @GET("/c")
    @Retry(delay = 1, delayUnit = ChronoUnit.MONTHS) // error: FS033 @Retry(delay)
    String monthly();

    @GET("/d")
    @Timeout(-5) // error: FS033 @Timeout(value)
    String negative();

    @GET("/e")
    @CircuitBreaker // warning: FS061 has no effect on a method, as calls of all methods share it here. Move it to the interface.
    @Asynchronous // warning: FS061 has no effect on a method that waits
    String waits();

    @GET("/f")
    @Asynchronous
    CompletionStage<String> later();

    @GET("/g")
    @Fallback(fallbackMethod = "nothing") // error: FS038 FaultTolerance has no such method
    String missing();

    @GET("/h")
    @Fallback(applyOn = IllegalStateException.class, fallbackMethod = "other") // warning: FS061 a fallback is for any failure here
    String narrowed();

    default String other() {
        return "";
    }

    @GET("/i")
    @Fallback(Handler.class) // warning: FS061 a FallbackHandler needs MicroProfile at run time. Write a default method and name it in fallbackMethod.
    String handled();

    @GET("/m")
    @Fallback // warning: FS061 it names nothing to call, and has no effect. Write a default method and name it in fallbackMethod.
    String bare();

    @GET("/j")
    @Retry // warning: FS061 has no effect beside ours of the same name
    @dev.failover.annotations.Retry(maxAttempts = "2")
    String both();

    @GET("/l")
    @Retry(
            retryOn = { // warning: FS061 @org.eclipse.microprofile.faulttolerance.Retry(retryOn): broken connections, time-outs and the statuses 502, 503 and 504 are retried all the same
                java.io.IOException.class
            },
            abortOn = {
                IllegalStateException.class,
                jakarta.ws.rs.WebApplicationException.class // warning: FS061 jakarta.ws.rs.WebApplicationException is never thrown by a generated client
            })
    String chosen();

    @POST("/k")
    @Retry // warning: FS037 post is a POST
    String post();

    class Handler implements FallbackHandler<String> {
        @Override
        public String handle(ExecutionContext context) {
            return "";
        }
    }
}
