package dev.failover.agent.client.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.filter.FilterContext;
import org.asynchttpclient.filter.FilterException;
import org.asynchttpclient.filter.RequestFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a filter of the program refuses is told in the client's own words. */
@Timeout(60)
class RefusedByFilterTest {
    private static final String URL = "http://orders.test/x";

    private static final class Refusing implements RequestFilter {
        @Override
        public <T> FilterContext<T> filter(FilterContext<T> context) throws FilterException {
            throw new FilterException("mine");
        }
    }

    @Test
    void readsAsWithoutUs() throws Exception {
        Request request = new RequestBuilder("GET").setUrl(URL).build();
        try (DefaultAsyncHttpClient client = new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
                .addRequestFilter(new Refusing())
                .build())) {
            ListenableFuture<?> plain = client.executeRequest(request, new AsyncCompletionHandlerBase());
            ListenableFuture<?> future = (ListenableFuture<?>) new AhcExecute(Engines.of("http://orders.test"))
                    .enter(client, request, new AsyncCompletionHandlerBase(), null)[0];
            Throwable without = catchThrowable(plain::get);
            assertThat(catchThrowable(future::get))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessage(without.getMessage())
                    .hasCauseInstanceOf(FilterException.class);
            assertThat(catchThrowable(() -> future.get(30, TimeUnit.SECONDS))).hasMessage(without.getMessage());
        }
    }
}
