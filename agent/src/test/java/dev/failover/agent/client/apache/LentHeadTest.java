package dev.failover.agent.client.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HeaderIterator;
import org.apache.http.HttpMessage;
import org.apache.http.HttpVersion;
import org.apache.http.ProtocolVersion;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.message.BasicHeader;
import org.apache.http.params.HttpParams;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields of an attempt behave as those of a copy, whatever is done to them, and leave the lender's alone. */
class LentHeadTest {
    private static HttpGet request() {
        HttpGet request = new HttpGet("/");
        request.addHeader("A", "1");
        request.addHeader("B", "2");
        request.addHeader("a", "3");
        return request;
    }

    private static final class Head extends LentHead {
        Head(HttpGet lender) {
            super(lender);
        }

        @Override
        public ProtocolVersion getProtocolVersion() {
            return HttpVersion.HTTP_1_1;
        }

        @Override
        @SuppressWarnings("deprecation")
        public HttpParams getParams() {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("deprecation")
        public void setParams(HttpParams params) {
            throw new UnsupportedOperationException();
        }
    }

    private static Named<Consumer<HttpMessage>> change(String name, Consumer<HttpMessage> change) {
        return Named.of(name, change);
    }

    static Stream<Named<Consumer<HttpMessage>>> changes() {
        return Stream.of(
                change("none", head -> {}),
                change("add", head -> head.addHeader("A", "4")),
                change("add object", head -> head.addHeader(new BasicHeader("C", "5"))),
                change("set", head -> head.setHeader("b", "6")),
                change("set object", head -> head.setHeader(new BasicHeader("D", "7"))),
                change("set all", head -> head.setHeaders(new Header[] {new BasicHeader("E", "8")})),
                change("set none", head -> head.setHeaders(new Header[0])),
                change("remove", head -> head.removeHeader(head.getFirstHeader("A"))),
                change("remove by name", head -> head.removeHeaders("A")),
                change("remove by null", head -> head.removeHeaders(null)),
                change("remove by iterator", head -> {
                    HeaderIterator fields = head.headerIterator();
                    fields.nextHeader();
                    fields.remove();
                }),
                change("remove by iterator of a name", head -> {
                    HeaderIterator fields = head.headerIterator("a");
                    fields.nextHeader();
                    fields.nextHeader();
                    fields.remove();
                }));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void behavesAsACopy(Consumer<HttpMessage> change) {
        HttpGet lender = request();
        Head lent = new Head(lender);
        HttpGet copy = request();
        change.accept(lent);
        change.accept(copy);

        assertThat(seen(lent)).isEqualTo(seen(copy));
        assertThat(seen(lender)).isEqualTo(seen(request()));
    }

    private static List<String> seen(HttpMessage head) {
        List<String> seen = new ArrayList<>();
        for (String name : List.of("A", "b", "C", "D", "E", "F")) {
            seen.add(name + " " + head.containsHeader(name) + " " + head.getFirstHeader(name) + " "
                    + head.getLastHeader(name) + " " + List.of(head.getHeaders(name)));
        }
        seen.add(List.of(head.getAllHeaders()).toString());
        // Last, because to iterate may be the first thing that makes a copy.
        head.headerIterator().forEachRemaining(field -> seen.add(field.toString()));
        head.headerIterator("a").forEachRemaining(field -> seen.add(field.toString()));
        return seen;
    }
}
