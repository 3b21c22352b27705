package dev.failover.bench.stub;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** What somebody writes who needs this one call, wants it right, and knows HttpClient 5 and Jackson. */
final class HandWritten {
    private final CloseableHttpClient client;
    private final String base;
    private final ObjectReader reader = TheCall.mapper().readerFor(Order.class);

    HandWritten(CloseableHttpClient client, String base) {
        this.client = client;
        this.base = base;
    }

    Order find(String id, String view, String trace) throws IOException {
        HttpGet request = new HttpGet(base + "/orders/" + encoded(id) + "?view=" + encoded(view));
        request.setHeader("Accept", TheCall.JSON);
        request.setHeader("X-Trace", trace);
        return client.execute(request, this::read);
    }

    private Order read(ClassicHttpResponse response) throws IOException {
        if (response.getCode() < 200 || response.getCode() > 299) {
            throw new IOException("status " + response.getCode());
        }
        return reader.readValue(response.getEntity().getContent());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
