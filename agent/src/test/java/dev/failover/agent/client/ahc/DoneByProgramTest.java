package dev.failover.agent.client.ahc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.filter.FilterContext;
import org.asynchttpclient.filter.ResponseFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that says that it is done gets what is there, here and now. */
@Timeout(60)
class DoneByProgramTest {
    private static final class Seen implements ResponseFilter {
        private final CountDownLatch head = new CountDownLatch(1);

        @Override
        public <T> FilterContext<T> filter(FilterContext<T> context) {
            head.countDown();
            return context;
        }

        /** The client tells its handler right after this. */
        void awaitHead() throws InterruptedException {
            assertThat(head.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(200);
        }
    }

    @Test
    void endsTheCallInTheMidstOfAnError() throws Exception {
        Seen seen = new Seen();
        try (TestServer first = new TestServer("A").answering("503-stalling");
                TestServer second = new TestServer("B");
                DefaultAsyncHttpClient client = new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
                        .addResponseFilter(seen)
                        .build())) {
            Request request =
                    new RequestBuilder("GET").setUrl(first.url() + "/x").build();
            ListenableFuture<?> future = (ListenableFuture<?>) new AhcExecute(Engines.of(first.url(), second.url()))
                    .enter(client, request, new AsyncCompletionHandlerBase(), null)[0];
            seen.awaitHead();
            future.done();
            assertThat(future.isDone()).isTrue();
            assertThat(((Response) future.get()).getStatusCode()).isEqualTo(503);
            assertThat(second.received()).isEmpty();
        }
    }
}
