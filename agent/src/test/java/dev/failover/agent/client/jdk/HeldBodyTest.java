package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** A body that is held back: read ahead up to a bound, then dropped or passed on from its first byte. */
class HeldBodyTest {
    /** A source that gives what it is asked for, when the test says so. */
    private static final class Source implements Subscription {
        long asked;
        boolean cancelled;

        @Override
        public void request(long n) {
            asked += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Source source = new Source();
    private final HeldBody<String> held =
            new HeldBody<>(info -> BodySubscribers.ofString(StandardCharsets.US_ASCII), null);

    private void give(String text) {
        source.asked--;
        held.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void theClientNeedNotWait() {
        assertThat(held.getBody().toCompletableFuture()).isDone();
    }

    @Test
    void passesOnWhatItHoldsAndWhatComesLater() {
        held.onSubscribe(source);
        assertThat(source.asked).isEqualTo(1);
        give("one ");
        CompletableFuture<String> body = held.passOn().toCompletableFuture();
        assertThat(source.asked).isGreaterThan(1);
        give("two ");
        give("three");
        assertThat(body).isNotDone();
        held.onComplete();
        assertThat(body).isCompletedWithValue("one two three");
    }

    @Test
    void passesOnWhatWasCompleteLongAgo() {
        held.onSubscribe(source);
        give("all");
        held.onComplete();
        assertThat(held.passOn().toCompletableFuture()).isCompletedWithValue("all");
    }

    @Test
    void passesOnBeforeThereIsAnything() {
        CompletableFuture<String> body = held.passOn().toCompletableFuture();
        held.onSubscribe(source);
        give("late");
        held.onComplete();
        assertThat(body).isCompletedWithValue("late");
    }

    /** Of a connection that breaks, all that has come is read first; not of a call that is cancelled. */
    @Test
    void aFailureWaitsForWhatHasComeUnlessItIsBrokenOff() {
        NeverAsking reader = new NeverAsking();
        HeldBody<Void> unread = new HeldBody<>(info -> reader, null);
        unread.onSubscribe(source);
        unread.onNext(List.of(ByteBuffer.allocate(1)));
        CompletableFuture<Void> body = unread.passOn().toCompletableFuture();
        unread.onError(new IllegalStateException("broken"));
        assertThat(body).isNotDone();
        unread.breakOff();
        assertThat(body).isCompletedExceptionally();
        unread.request(1);
        assertThat(reader.read).isZero();
    }

    private static final class NeverAsking implements BodySubscriber<Void> {
        private final CompletableFuture<Void> body = new CompletableFuture<>();
        private int read;

        @Override
        public CompletableFuture<Void> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Subscription subscription) {}

        @Override
        public void onNext(List<ByteBuffer> item) {
            read++;
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {}
    }

    @Test
    void passesOnAFailure() {
        held.onSubscribe(source);
        give("half");
        held.onError(new java.io.IOException("broken"));
        assertThat(held.passOn().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void stopsReadingAtABound() {
        held.onSubscribe(source);
        List<Integer> sizes = new ArrayList<>();
        while (source.asked > 0 && sizes.size() < 100) {
            give("x".repeat(10_000));
            sizes.add(10_000);
        }
        assertThat(sizes).hasSize(7);
    }

    @Test
    void lettingGoCancelsTheSource() {
        held.onSubscribe(source);
        give("one");
        held.drop();
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void lettingGoEarlyCancelsTheSourceWhenItComes() {
        held.drop();
        held.onSubscribe(source);
        assertThat(source.cancelled).isTrue();
    }

    @Test
    void theProgramsSubscriberGetsNoMoreThanItAskedFor() {
        List<String> seen = new ArrayList<>();
        HeldBody<Void> slow = new HeldBody<>(
                info -> BodySubscribers.fromSubscriber(new java.util.concurrent.Flow.Subscriber<List<ByteBuffer>>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        subscription.request(1);
                    }

                    @Override
                    public void onNext(List<ByteBuffer> item) {
                        seen.add("item");
                    }

                    @Override
                    public void onError(Throwable failure) {
                        seen.add("error");
                    }

                    @Override
                    public void onComplete() {
                        seen.add("end");
                    }
                }),
                null);
        slow.onSubscribe(source);
        slow.onNext(List.of(ByteBuffer.allocate(1)));
        slow.onNext(List.of(ByteBuffer.allocate(1)));
        slow.passOn();
        assertThat(seen).containsExactly("item");
    }
}
