package dev.failover.agent.client.reactor;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.time.Timers;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyOutbound;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientState;
import reactor.util.context.Context;

/**
 * Has the program's own function write its fields to a request of the client itself which goes nowhere, so that the cache can be
 * asked. Where that has an answer it is one to this request, and the function does not run again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits until the channel is closed
final class Rehearsal implements ConnectionObserver {
    /** A function that takes longer waits for something, and need not do it twice. */
    private static final long LONGEST_NANOS = 1_000_000_000;

    private final ReactorCall call;
    private final BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> function;
    private final HttpClientConfig config;
    private final Runnable whenDone;
    private final StoredChannel channel;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Timers.@Nullable Timer longest;
    private volatile @Nullable Subscription running;
    private volatile @Nullable Rehearsed known;
    private volatile boolean answering;
    private volatile boolean told;
    private @Nullable String hostOfClient;
    private List<String> handlers = Collections.emptyList();

    /** @param whenDone told once, by any thread, whether something is known or not */
    Rehearsal(
            ReactorCall call,
            BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> function,
            Runnable whenDone) {
        this.call = call;
        this.function = function;
        this.whenDone = whenDone;
        HttpClient own = call.request().own();
        config = ((HttpClient) ((HttpClient.RequestSender) own).send(this::say)).configuration();
        channel = new StoredChannel(call.request().address());
    }

    void start() {
        longest = call.handOver().schedule(this::unknown, LONGEST_NANOS);
        try {
            StoredReply.open(channel, config, this).addListener(registered -> {
                if (!registered.isSuccess()) {
                    failed(registered.cause());
                }
            });
        } catch (RuntimeException | LinkageError fault) {
            failed(fault);
        }
    }

    /** What the program asks; null when it cannot be told. */
    @Nullable
    Rehearsed known() {
        return known;
    }

    @Override
    public Context currentContext() {
        return call.context();
    }

    @Override
    public void onStateChange(Connection connection, State state) {
        if (state == State.CONFIGURED) {
            begin(connection);
        } else if (state == HttpClientState.REQUEST_SENT) {
            // The client is about to wait for a response: then it is as it would be with one.
            channel.eventLoop().execute(() -> hasSaid(connection));
        } else if (state == HttpClientState.RESPONSE_RECEIVED) {
            told = true;
            call.give(connection);
        } else if (state == State.DISCONNECTING) {
            channel.close();
        }
    }

    private void begin(Connection operations) {
        // In the place of the client's own, which would find the response late.
        channel.pipeline().addFirst(NettyPipeline.ResponseTimeoutHandler, new ChannelHandlerAdapter() {});
        handlers = channel.pipeline().names();
        try {
            Publisher<Void> said = Internals.prepare(config, operations);
            if (!done.get()) {
                Mono.fromDirect(said).doOnSubscribe(this::runs).subscribe(operations.disposeSubscriber());
            }
        } catch (RuntimeException fault) {
            failed(fault);
        }
    }

    private void runs(Subscription subscription) {
        running = subscription;
        if (done.get()) {
            subscription.cancel();
        }
    }

    /** In place of the program's function. */
    private Publisher<Void> say(HttpClientRequest request, NettyOutbound client) {
        hostOfClient = request.requestHeaders().get(HttpHeaderNames.HOST);
        Unsent outbound = new Unsent(client, this::unknown);
        Publisher<Void> said = function.apply(request, outbound);
        return said == outbound ? client : said;
    }

    private void hasSaid(Connection operations) {
        if (channel.hasTakenMore() || !channel.pipeline().names().equals(handlers)) {
            unknown();
            return;
        }
        HttpHeaders fields = ((HttpClientRequest) operations).requestHeaders();
        boolean isHostOfClient = !config.headers().contains(HttpHeaderNames.HOST)
                && Objects.equals(hostOfClient, fields.get(HttpHeaderNames.HOST));
        end(new Rehearsed(fields.copy(), isHostOfClient));
    }

    private void failed(Throwable fault) {
        Bridge.failed(fault);
        unknown();
    }

    private void unknown() {
        end(null);
    }

    private void end(@Nullable Rehearsed said) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        known = said;
        Timers.Timer timer = longest;
        if (timer != null) {
            timer.cancel();
        }
        if (said == null) {
            close();
        }
        whenDone.run();
    }

    /** Nobody will be answered by it. More than once does no harm. */
    void close() {
        Subscription subscription = running;
        if (subscription != null) {
            subscription.cancel();
        }
        if (!told && channel.isRegistered()) {
            channel.close();
        }
    }

    void give(HttpResponse head, byte[] body) {
        channel.eventLoop().execute(() -> {
            answering = true;
            if (channel.isOpen()) {
                StoredReply.put(channel.pipeline(), head, body);
            } else {
                cannotTell(new IllegalStateException("the program has closed the connection"));
            }
        });
    }

    private void cannotTell(Throwable failure) {
        if (!told) {
            told = true;
            call.askInstead(failure);
        }
    }

    @Override
    public void onUncaughtException(Connection connection, Throwable failure) {
        if (answering) {
            cannotTell(failure);
        } else {
            // The program's own failure: it will hear of it when the request is sent.
            unknown();
        }
        channel.close();
    }
}
