package dev.failover.agent.client.apacheasync;

import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code HttpAsyncClient.execute} for requests that belong to a service. */
public final class AsyncExecute implements Handler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public AsyncExecute() {
        this(AgentEngine.get());
    }

    AsyncExecute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client,
            @Nullable Object producer,
            @Nullable Object consumer,
            @Nullable Object context,
            @Nullable Object callback,
            @Nullable Object none,
            @Nullable Object either) {
        if (!(producer instanceof HttpAsyncRequestProducer)
                || isOurs(producer)
                || !(consumer instanceof HttpAsyncResponseConsumer)
                || !(client instanceof HttpAsyncClient)) {
            return null;
        }
        HttpHost target = ((HttpAsyncRequestProducer) producer).getTarget();
        if (target == null || !engine.routes().mayKnow(target.getHostName())) {
            return null;
        }
        return execute(
                (HttpAsyncClient) client,
                target,
                (HttpAsyncRequestProducer) producer,
                (HttpAsyncResponseConsumer<?>) consumer,
                (HttpContext) context,
                callback);
    }

    /** Whether the agent has seen the call before. */
    private static boolean isOurs(Object producer) {
        return producer instanceof AsyncRequest || producer instanceof GeneratedProducer;
    }

    /** A program whose types do not fit together could not have called the client. */
    @SuppressWarnings("unchecked")
    private <T> Object[] execute(
            HttpAsyncClient client,
            HttpHost target,
            HttpAsyncRequestProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            @Nullable HttpContext context,
            @Nullable Object callback) {
        FutureCallback<T> programs = (FutureCallback<T>) callback;
        HttpRequest request;
        try {
            request = producer.generateRequest();
        } catch (IOException | HttpException | RuntimeException programsOwn) {
            return passOn(client, new GeneratedProducer(producer, null, programsOwn), consumer, context, programs);
        }
        AttemptRequests requests = AttemptRequests.of(engine, client, target, request, context);
        Object[] answer = requests == null
                ? null
                : new AsyncHttpCall<>(engine, requests, new ProgramSide<>(producer, consumer, programs)).run();
        return answer == null
                ? passOn(client, new GeneratedProducer(producer, request, null), consumer, context, programs)
                : answer;
    }

    /** As the program wanted it. */
    @SuppressWarnings("NullAway") // what the program gave
    private static <T> Object[] passOn(
            HttpAsyncClient client,
            GeneratedProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            @Nullable HttpContext context,
            @Nullable FutureCallback<T> callback) {
        try {
            return Answers.returned(client.execute(producer, consumer, context, callback));
        } catch (RuntimeException clients) {
            return Answers.thrown(clients);
        }
    }
}
