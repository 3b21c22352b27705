package dev.failover.bench.stub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The request that every subject sends, and the answer that each gets. */
final class TheCall {
    static final String ID = "o-4711";
    static final String VIEW = "full";
    static final String TRACE = "4bf92f3577b34da6";

    /** Nobody listens there: a canned transport never looks. */
    static final String BASE = "http://127.0.0.1:1";

    static final String TARGET = "/orders/" + ID + "?view=" + VIEW;

    static final String JSON = "application/json";

    private static final String TEXT =
            "{\"id\":\"o-4711\",\"customer\":\"Ada Lovelace, 12 St James's Square\",\"status\":\"shipped\","
                    + "\"cents\":129900,\"currency\":\"EUR\",\"paid\":true,"
                    + "\"items\":[\"analytical engine\",\"punched cards\",\"difference engine\"]}";

    static final Order ORDER = new Order(
            ID,
            "Ada Lovelace, 12 St James's Square",
            "shipped",
            129_900,
            "EUR",
            true,
            List.of("analytical engine", "punched cards", "difference engine"));

    private TheCall() {}

    /** The body of the answer; everybody reads it, nobody writes to it. */
    static byte[] body() {
        return TEXT.getBytes(StandardCharsets.UTF_8);
    }

    /** As lenient as our codec is by default. */
    static ObjectMapper mapper() {
        return new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
