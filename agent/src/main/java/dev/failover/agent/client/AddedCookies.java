package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.endpoint.EndpointState;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that a client of the JDK adds for its cookie handler behind us: they tell for whom a response is. */
public final class AddedCookies {
    private AddedCookies() {}

    /**
     * What is added wherever the request goes.
     *
     * @param handler null for a client that has none
     * @param addressed the URL that the program has written
     * @param fields those of the program
     * @return null when it is not the same at all endpoints, or cannot be known
     */
    public static @Nullable Map<String, List<String>> of(
            Route route, @Nullable CookieHandler handler, URI addressed, Map<String, List<String>> fields) {
        if (handler == null) {
            return Collections.emptyMap();
        }
        try {
            Map<String, List<String>> cookies = handler.get(addressed, fields);
            for (EndpointState each : route.service().endpoints()) {
                URI there = URI.create(route.url(each.endpoint(), addressed.getRawQuery()));
                if (cookies == null || !cookies.equals(handler.get(there, fields))) {
                    return null;
                }
            }
            return cookies;
        } catch (IOException | RuntimeException programs) {
            // The client itself will come across it when it sends the request.
            Bridge.failed(programs);
            return null;
        }
    }
}
