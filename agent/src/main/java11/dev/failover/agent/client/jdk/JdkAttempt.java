package dev.failover.agent.client.jdk;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AttemptBound;
import dev.failover.cache.BodyRecorder;
import dev.failover.call.Attempt;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.Outcome.Kind;
import dev.failover.http.Headers;
import dev.failover.http.RetryAfter;
import dev.failover.time.Durations;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: its request, and what takes its response. Its class is also the mark by which the agent knows its own
 * attempts, on whatever thread they come back to it.
 *
 * <p>How the attempt ended can be told as soon as the head of the response is there: a body that another attempt may
 * replace is held back, one that the program may look into from its first byte binds us. Only a body that the program
 * sees as a whole or not at all can be waited for, and an attempt that breaks in the middle of it be repeated.
 */
final class JdkAttempt<T> implements BodyHandler<T>, Given<T>, AttemptBound.Abort {
    /** The JDK's subscribers that show the program nothing before the body is whole; by name, because they are internal. */
    private static final Set<String> ALL_OR_NOTHING = Set.of(
            "jdk.internal.net.http.ResponseSubscribers$ByteArraySubscriber",
            "jdk.internal.net.http.ResponseSubscribers$NullSubscriber");

    /** Those whose body is there before its first byte: nothing that they do later can be told by the client. */
    private static final Set<String> AT_ONCE = Set.of(
            "jdk.internal.net.http.ResponseSubscribers$HttpResponseInputStream",
            "jdk.internal.net.http.ResponseSubscribers$PublishingBodySubscriber");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<JdkAttempt, Outcome> ENDING =
            AtomicReferenceFieldUpdater.newUpdater(JdkAttempt.class, Outcome.class, "ending");

    private final JdkCall<T> call;
    private final Attempt attempt;
    private final URI uri;
    private final @Nullable TrackedBody body;
    private final HttpRequest request;
    /** What the cache asks besides. */
    private final Headers conditions;

    private final boolean bodyAwaited;
    private final @Nullable CachedCall<T> cached;
    /** For those who do not wait in the client's own method; null if nobody is told. */
    private final @Nullable Told<T> told;
    /** What is heard first. */
    private volatile @Nullable Outcome<JdkAttempt<T>> ending;

    private volatile @Nullable HttpResponse<T> complete;
    private volatile boolean delivered;
    private volatile boolean handlerFailed;
    private volatile @Nullable HeldBody<T> held;
    private volatile @Nullable WatchedReader<T> reader;
    private volatile @Nullable ResponseInfo answer;
    private volatile @Nullable AttemptBound bound;
    /** The client's own, as far as it is told. */
    private volatile @Nullable Future<?> future;

    /** Whether it was ours how long it could connect, and not the client's own time. */
    private volatile boolean connectBounded;

    private volatile boolean broken;
    private volatile @Nullable BodyRecording recording;
    private volatile @Nullable String cacheStatus;

    /** What becomes of an attempt whose client has a future for it. */
    private static final class Told<T> {
        final CompletableFuture<Outcome<JdkAttempt<T>>> ending = new CompletableFuture<>();
        final CompletableFuture<HttpResponse<T>> response = new CompletableFuture<>();
        /** The client's own. */
        volatile @Nullable CompletableFuture<HttpResponse<T>> clients;
        /** Whoever has begun the attempt can be told to abort it as long as the client has it. */
        @SuppressWarnings("UnusedVariable") // only kept
        volatile @Nullable Object sender;
    }

    /**
     * An attempt that is not sent yet.
     *
     * @param timeout what the client itself must bound the attempt by; null for nothing
     * @param bodyAwaited whether the client is waited for until the body of the response is there
     * @param cached null when the call does not use the cache
     */
    JdkAttempt(
            JdkCall<T> call,
            Attempt attempt,
            @Nullable Duration timeout,
            boolean bodyAwaited,
            @Nullable CachedCall<T> cached) {
        this.cached = cached;
        this.bodyAwaited = bodyAwaited;
        told = bodyAwaited ? null : new Told<>();
        this.call = call;
        this.attempt = attempt;
        uri = call.uri(attempt);
        BodyPublisher publisher = call.request().bodyPublisher().orElse(null);
        body = publisher == null ? null : new TrackedBody(publisher);
        conditions = cached == null ? Headers.EMPTY : cached.conditions();
        request = RequestCopy.of(call.request(), uri, timeout, body, conditions);
        if (cached != null) {
            cached.begins(this);
        }
    }

    HttpRequest request() {
        return request;
    }

    /**
     * The client opens a connection for a request of this attempt: its own one, or one to which an answer has led.
     *
     * @param left what is left of the client's own time for it; null for no bound
     * @return how long it may take; null when the client's own time counts
     */
    @Nullable
    Duration connects(HttpRequest asking, @Nullable Duration left) {
        boolean first = isUnsent() && asking.uri().equals(uri);
        long nanos = first ? call.connectNanos(attempt) : 0;
        boolean bounded = nanos > 0 && (left == null || nanos < Durations.nanos("connect timeout", left));
        connectBounded = bounded;
        if (body != null) {
            long now = call.service().clock().nanos();
            body.connects(bounded ? () -> call.service().clock().nanos() - now >= nanos : null);
        }
        return bounded ? Duration.ofNanos(nanos) : null;
    }

    /** What breaks it off when the head of the response takes too long; a long body may take longer. */
    void isBoundBy(@Nullable AttemptBound by) {
        bound = by;
        if (answer != null || ending != null) {
            timeDoesNotMatter();
        }
    }

    private void timeDoesNotMatter() {
        AttemptBound by = bound;
        if (by != null) {
            by.reached();
        }
    }

    /** The client has a future for it. */
    void sent(Future<?> clients) {
        future = clients;
        if (broken) {
            clients.cancel(true);
        }
    }

    @Override
    public boolean mayBeSentAgain() {
        return isRepeatable();
    }

    /** Whether nothing can follow it once its body has begun to be sent, so that no time of ours may end it. */
    static boolean isOnlyOne(Attempt attempt, HttpRequest request) {
        return attempt.isBoundedForNextOnly()
                && request.bodyPublisher().isPresent()
                && !TrackedBody.isRepeatable(request.bodyPublisher().get());
    }

    @Override
    public void abort(Attempt late) {
        broken = true;
        Future<?> clients = future;
        if (clients != null) {
            clients.cancel(true);
        }
    }

    /** Done when it can be told how the attempt ended, as far as the call is concerned; not if its body is awaited. */
    CompletableFuture<Outcome<JdkAttempt<T>>> ending() {
        return futures().ending;
    }

    /** Done when the client says that the response is there, or how it failed; not if its body is awaited. */
    CompletableFuture<HttpResponse<T>> response() {
        return futures().response;
    }

    /** What the client has returned for it; keeps whoever has begun it. */
    void given(CompletableFuture<HttpResponse<T>> clients, Object sender) {
        Told<T> futures = futures();
        futures.clients = clients;
        futures.sender = sender;
    }

    CompletableFuture<HttpResponse<T>> clients() {
        return Objects.requireNonNull(futures().clients, "the attempt was not sent");
    }

    /**
     * Nobody waits for it any more. One that is over is left alone: its connection may be that of another call by now, and
     * the client would close it all the same.
     *
     * @param itself whether the client's own future is cancelled first, so that it may end by that and not by the exchange
     */
    void breakOff(boolean itself) {
        if (clients().isDone() && !delivered) {
            return;
        }
        if (itself) {
            clients().cancel(true);
        }
        abortExchange();
    }

    /** From Java 16 on, also when the response is there and its body still comes. */
    void abortExchange() {
        // As if a stage that depends on it was cancelled, which does not change how it ends.
        clients().newIncompleteFuture().cancel(true);
    }

    private Told<T> futures() {
        return Objects.requireNonNull(told, "nobody is told of an attempt that is waited for");
    }

    /** The response of an attempt whose body was awaited. */
    HttpResponse<T> complete() {
        return Objects.requireNonNull(complete, "the attempt has no response");
    }

    /** What was heard first. */
    private Outcome<JdkAttempt<T>> end(Outcome<JdkAttempt<T>> outcome) {
        ENDING.compareAndSet(this, null, outcome);
        Outcome<JdkAttempt<T>> first = Objects.requireNonNull(ending, "ending");
        timeDoesNotMatter();
        Told<T> futures = told;
        if (futures != null) {
            futures.ending.complete(first);
        }
        return first;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        answer = info;
        timeDoesNotMatter();
        BodySubscriber<T> subscriber;
        boolean early = true;
        if (mayBeDropped(info.statusCode()) || (cached != null && cached.holds(info.statusCode()))) {
            HeldBody<T> holding = new HeldBody<>(call.handler(), info);
            held = holding;
            subscriber = holding;
        } else {
            delivered = true;
            subscriber = handled(info);
            early = subscriber == null
                    || !ALL_OR_NOTHING.contains(subscriber.getClass().getName());
            delivered = early;
            if (early && subscriber != null) {
                subscriber = watched(subscriber);
            }
            subscriber = recorded(subscriber);
        }
        if (early) {
            end(answered(info.statusCode(), info.headers()));
        }
        return subscriber;
    }

    /** The program's handler has the body from now on, whatever the cache makes of it. */
    private BodySubscriber<T> recorded(BodySubscriber<T> subscriber) {
        if (cached == null || subscriber == null) {
            return subscriber;
        }
        cached.headIsThere(this);
        BodyRecording recorded = recording;
        return recorded == null ? subscriber : new RecordedBody<>(subscriber, recorded);
    }

    private BodySubscriber<T> watched(BodySubscriber<T> subscriber) {
        if (!bodyAwaited || AT_ONCE.contains(subscriber.getClass().getName())) {
            return subscriber;
        }
        WatchedReader<T> watching = new WatchedReader<>(subscriber);
        reader = watching;
        return watching;
    }

    /** Whether the answer was there, and only the program's own subscriber could make nothing of its body. */
    boolean isReadersFault() {
        WatchedReader<T> watching = reader;
        return watching != null && watching.isOwnFault();
    }

    /** What the program's own handler throws is no fault of the endpoint. */
    private BodySubscriber<T> handled(ResponseInfo info) {
        try {
            return call.handler().apply(info);
        } catch (RuntimeException | Error failure) {
            handlerFailed = true;
            throw failure;
        }
    }

    /** The client says that the response is there, with its body if that is waited for; what {@link #ending} says of it. */
    Outcome<JdkAttempt<T>> ended(HttpResponse<T> response) {
        Outcome<JdkAttempt<T>> known = ending;
        Outcome<JdkAttempt<T>> first = known != null ? known : end(answered(response.statusCode(), response.headers()));
        complete = response;
        BodyRecording recorded = recording;
        if (recorded != null && isRedirected()) {
            recorded.abandon();
        } else if (recorded != null) {
            recorded.confirm();
        }
        Told<T> futures = told;
        if (futures != null) {
            futures.response.complete(response);
        }
        return first;
    }

    /** The client says that it failed, before the response or in the middle of it; what {@link #ending} says of it. */
    Outcome<JdkAttempt<T>> ended(Throwable failure) {
        Outcome<JdkAttempt<T>> first = end(failed(failure));
        stopRecording();
        Told<T> futures = told;
        if (futures != null) {
            futures.response.completeExceptionally(failure);
        }
        return first;
    }

    /** The client may send a body even after its answer has come: unless it can be repeated then, nothing is. */
    private boolean mayBeDropped(int status) {
        return Answers.mayBeDropped(call.service(), attempt, status) && (body == null || body.isRepeatableOnceSent());
    }

    private Outcome<JdkAttempt<T>> answered(int status, HttpHeaders headers) {
        if (!Answers.readsHead(call.service(), status)) {
            return Outcome.response(this, status, RetryAfter.NONE, isRepeatable());
        }
        Function<String, @Nullable String> field = name -> Answers.line(name, headers.allValues(name));
        long retryAfter = Answers.retryAfter(status, field);
        return Answers.heard(call.service(), Outcome.response(this, status, retryAfter, isRepeatable()), field);
    }

    private Outcome<JdkAttempt<T>> failed(Throwable failure) {
        if (body != null && body.hasFailed()) {
            return bound(Outcome.failure(Kind.LOCAL, failure));
        }
        Kind kind = Failures.kindOf(failure);
        if (kind == Kind.TIMEOUT && !delivered) {
            return timedOut(failure);
        }
        if (kind == Kind.IO && Refusals.isRefusal(failure)) {
            return bound(Outcome.failure(Kind.LOCAL, failure));
        }
        if (kind == Kind.CONNECT && !isUnsent()) {
            // The client began again by itself, or followed a redirect: the request was out before.
            kind = Kind.IO;
        }
        return bound(Outcome.failure(handlerFailed ? Kind.LOCAL : kind, failure));
    }

    /** Once the program has seen some of the response, or the body of the request is gone, nothing is repeated. */
    private boolean isRepeatable() {
        return !delivered && (body == null || body.isRepeatable());
    }

    private Outcome<JdkAttempt<T>> bound(Outcome<JdkAttempt<T>> outcome) {
        Outcome<JdkAttempt<T>> own =
                outcome.kind() == Kind.CONNECT && !isOurs(outcome.failure()) ? outcome.inOwnTime() : outcome;
        return isRepeatable() ? own : own.notRepeatable();
    }

    /** Whether it took longer to connect than we let it: with TLS it can fail by itself, and late, within that time. */
    private boolean isOurs(@Nullable Throwable failure) {
        return connectBounded
                && (failure instanceof HttpConnectTimeoutException
                        || (failure != null && failure.getCause() instanceof HttpConnectTimeoutException));
    }

    /** How the attempt ended whose time is over. */
    Outcome<JdkAttempt<T>> timedOut(Throwable failure) {
        Kind kind = body != null && !body.isHeadSent() ? Kind.CONNECT : Kind.TIMEOUT;
        return bound(Outcome.failure(kind, failure));
    }

    /** Its time is over; false if something else was heard of it before. */
    boolean endsInTimeOut(Throwable failure) {
        Outcome<JdkAttempt<T>> late = timedOut(failure);
        return end(late) == late;
    }

    private boolean isUnsent() {
        return body != null
                ? !body.isHeadSent()
                : call.isIdempotent() || call.client().followRedirects() == Redirect.NEVER;
    }

    /** Whether the response is not that of the URL that was asked; known when the client says that it is there. */
    boolean isRedirected() {
        HttpResponse<T> response = complete();
        return !response.uri().equals(uri)
                || response.previousResponse()
                        .filter(previous -> previous.statusCode() / 100 == 3)
                        .isPresent();
    }

    /** Whether the failure of this attempt is the program's own, or the program's handler has had its body. */
    boolean isSeen() {
        Outcome<JdkAttempt<T>> known = ending;
        return delivered || (known != null && known.kind() == Kind.LOCAL);
    }

    @Override
    public int status() {
        return answered().statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return answered().headers();
    }

    private ResponseInfo answered() {
        return Objects.requireNonNull(answer, "there is no head yet");
    }

    @Override
    public void record(BodyRecorder recorder) {
        BodyRecording recorded = new BodyRecording(recorder);
        recording = recorded;
        HeldBody<T> holding = held;
        if (holding != null) {
            // Asked when the client has said that its response is there.
            recorded.confirm();
            holding.record(recorded);
        }
    }

    /** Also where the client has nothing more to break off, as when the body is there and the program's subscriber makes something of it. */
    void stopRecording() {
        BodyRecording recorded = recording;
        if (recorded != null) {
            recorded.abandon();
        }
    }

    @Override
    public void tell(String status) {
        cacheStatus = status;
    }

    @Override
    public HttpResponse<T> shown() {
        return shown(complete().body());
    }

    @Override
    public HttpResponse<T> shown(@Nullable T content) {
        HttpResponse<T> response = complete();
        String status = cacheStatus;
        HttpHeaders headers = response.headers();
        return shown(response, content, status == null ? headers : Fields.and(headers, "Cache-Status", status));
    }

    /** Lets go of a response that the program will not get. */
    @Override
    public void drop() {
        HeldBody<T> holding = held;
        if (holding != null) {
            holding.drop();
        }
    }

    /** The body that was held back, which now goes to the program's handler; null when it had it from the beginning. */
    @Override
    public @Nullable HeldBody<T> held() {
        return held;
    }

    /** The response as the program would have seen it had the endpoint that it addressed answered. */
    HttpResponse<T> shown(HttpResponse<T> response, @Nullable T content, HttpHeaders headers) {
        if (call.service().isObserving()) {
            return response;
        }
        return new RoutedResponse<>(
                response, headers, content, shown(response.request()), call.shown(response.uri(), attempt), this);
    }

    /** A redirect makes another request of it, which still bears our bound. */
    private HttpRequest shown(@Nullable HttpRequest asked) {
        HttpRequest original = call.request();
        if (asked == null || (asked.uri().equals(uri) && asked.method().equals(original.method()))) {
            return original;
        }
        HttpHeaders headers = asked.headers();
        return new RoutedRequest(
                asked,
                call.shown(asked.uri(), attempt),
                original.timeout().orElse(null),
                asked.bodyPublisher().orElse(null),
                conditions.size() == 0 ? headers : Fields.without(headers, conditions));
    }
}
