package shop;

import dev.failover.annotations.*;
import java.io.EOFException;
import java.io.IOException;

@FailoverService(name = "orders")
@Timeout(
        attempt = "2s",
        deadline = "5s") // warning: FS036 3 attempts of up to 2s need 6s, but the deadline is 5s
@Pool(maxPerEndpoint = "4", adaptiveLimit = "10-20") // error: FS034 @Pool(adaptiveLimit) does not go with the rest: pool.adaptive-limit
interface PolicyPairs {
    @GET("/")
    @Timeout(connect = "3s") // error: FS034 @Timeout(connect) does not go with the rest: timeout.connect 3s is above timeout.attempt 2s (PolicyPairs.connect,
    @Retry(maxAttempts = "1")
    String connect();

    @GET("/")
    @Retry(
            maxAttempts = "1",
            on = {IOException.class, EOFException.class}, // error: FS035 @Retry(on): retry.on names java.io.EOFException, and so does retry.abort-on
            abortOn = EOFException.class)
    String overlapping();

    @GET("/")
    @Timeout(attempt = "1500ms", deadline = "10s")
    @Retry(maxAttempts = "6")
    String fits();

    @GET("/")
    @Retry(maxAttempts = "7")
    @Timeout(attempt = "1500ms", deadline = "10s") // warning: FS036 7 attempts of up to 1500ms need 10500ms, but the deadline is 10s
    String tight();

    @GET("/")
    @Timeout(deadline = "0")
    String unbounded();
}
