package dev.failover.agent.client.vertx;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Revalidation;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request that the program has before anything is connected: what it sets of it is noted, and when it sends it the cache is
 * asked. If the program wants what the cache cannot give, or what only a connected request knows, one is asked for as without a
 * cache, and does what the program has asked for meanwhile. Thread-safe.
 */
final class LateRequest implements Asker {
    /** What has become of it. */
    enum Stage {
        OPEN,
        /** It is sent, by requests of ours. */
        ASKED,
        /** It has become a request of the client's own. */
        CONNECTED,
        RESET
    }

    private final AgentEngine engine;
    private final HttpClient client;
    private final Requested requested;
    private final Context context;
    private final HttpClientRequest programs;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
    private final MultiMap headers = HttpHeaders.headers();
    /** What the program has set of it, and must be set of every other one. */
    private final List<Handler<HttpClientRequest>> settings = new CopyOnWriteArrayList<>();
    /** The same for one that becomes the program's. */
    private final List<Handler<HttpClientRequest>> own = new CopyOnWriteArrayList<>();

    private final Promise<HttpClientResponse> response;
    private final Promise<Void> end;
    private final Connecting connecting;

    private volatile HttpMethod method;
    private volatile boolean followsRedirects;
    private volatile long idleMillis;
    private volatile @Nullable Handler<Throwable> exceptionHandler;
    private volatile @Nullable Whole whole;
    private volatile @Nullable CachedCall call;
    private volatile @Nullable HttpClientResponse answer;

    private LateRequest(AgentEngine engine, HttpClient client, Requested requested, Context context) {
        this.engine = engine;
        this.client = client;
        this.requested = requested;
        this.context = context;
        method = requested.method();
        followsRedirects = requested.followsRedirects();
        MultiMap fields = requested.headers();
        if (fields != null) {
            headers.addAll(fields);
        }
        response = Versions.promise(context);
        end = Versions.promise(context);
        connecting = new Connecting(engine, client, requested, context);
        programs = (HttpClientRequest) Later.proxy(HttpClientRequest.class, new LateMethods(this));
    }

    /**
     * What the program gets in place of a connected request, on its context.
     *
     * @return null where the cache has nothing to do with it
     */
    static @Nullable Future<HttpClientRequest> of(AgentEngine engine, HttpClient client, Requested requested) {
        HttpMethod method = requested.method();
        boolean isRead = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        if (!isRead || !Versions.followsByItself(client)) {
            return null;
        }
        Context context = Vertx.currentContext();
        if (context == null) {
            Vertx vertx = Versions.vertx(client);
            context = vertx == null ? null : vertx.getOrCreateContext();
        }
        if (context == null) {
            return null;
        }
        LateRequest late = new LateRequest(engine, client, requested, context);
        Promise<HttpClientRequest> promise = Versions.promise(context);
        context.runOnContext(turn -> promise.tryComplete(late.programs));
        return promise.future();
    }

    /** The same request as one of the client's own, whether the program has got one of ours or not. */
    static Future<HttpClientRequest> clientsOwn(HttpClientRequest request) {
        InvocationHandler handler = Proxy.isProxyClass(request.getClass()) ? Proxy.getInvocationHandler(request) : null;
        if (!(handler instanceof LateMethods)) {
            return Future.succeededFuture(request);
        }
        LateRequest late = ((LateMethods) handler).late();
        late.connect();
        return late.connecting.clients();
    }

    HttpClient client() {
        return client;
    }

    Requested requested() {
        return requested;
    }

    boolean isOpen() {
        return stage.get() == Stage.OPEN;
    }

    /** Whether it was sent by requests of ours, or given up. */
    boolean isAsked() {
        return stage.get() == Stage.ASKED || stage.get() == Stage.RESET;
    }

    boolean isReset() {
        return stage.get() == Stage.RESET;
    }

    boolean isConnecting() {
        return stage.get() == Stage.CONNECTED;
    }

    MultiMap headers() {
        return headers;
    }

    HttpMethod method() {
        return method;
    }

    Future<HttpClientResponse> response() {
        return response.future();
    }

    Future<Void> ended() {
        return end.future();
    }

    /** What it becomes when it is connected. */
    Later later() {
        return connecting.request();
    }

    void setMethod(HttpMethod other) {
        method = other;
    }

    void setFollowRedirects(boolean follows) {
        followsRedirects = follows;
        set(request -> request.setFollowRedirects(follows));
    }

    void setIdleMillis(long millis, Handler<HttpClientRequest> setting) {
        idleMillis = millis;
        own.add(setting);
    }

    void setExceptionHandler(@Nullable Handler<Throwable> handler) {
        exceptionHandler = handler;
        own.add(request -> request.exceptionHandler(handler));
    }

    void set(Handler<HttpClientRequest> setting) {
        settings.add(setting);
        own.add(setting);
    }

    /** Whether the cache can be asked for what it is, if it is sent now and without a body. */
    boolean isForCache() {
        boolean isRead = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
        return isRead
                && !headers.contains("Upgrade")
                && !headers.contains("Expect")
                && !headers.contains("Transfer-Encoding")
                && (!headers.contains("Content-Length") || "0".equals(headers.get("Content-Length")));
    }

    /**
     * Sends it, without a body.
     *
     * @return false when it has to be connected
     */
    boolean ask() {
        if (!stage.compareAndSet(Stage.OPEN, Stage.ASKED)) {
            return stage.get() != Stage.OPEN;
        }
        whole = new Whole(method, headers, settings);
        CachedCall asking = new CachedCall(engine, client, requested.later(), context, this);
        call = asking;
        if (asking.start()) {
            return true;
        }
        stage.set(Stage.OPEN);
        return false;
    }

    /** It becomes a request of the client's own. */
    void connect() {
        if (!stage.compareAndSet(Stage.OPEN, Stage.CONNECTED)) {
            return;
        }
        connecting.clients().onComplete(asked -> {
            if (asked.failed()) {
                response.tryFail(asked.cause());
            }
        });
        connecting.begin(this::become);
    }

    private void become(HttpClientRequest request) {
        for (Handler<HttpClientRequest> setting : own) {
            setting.handle(request);
        }
        if (!method.equals(request.getMethod())) {
            request.setMethod(method);
        }
        request.headers().clear().addAll(headers);
        // Before it is sent: what comes of an answer that nobody listens to is lost.
        request.response().onComplete(this::tell);
    }

    /** What will be its connection, if there comes to be one. */
    Object connection(Class<?> type) {
        Later wanted = connecting.connection();
        HttpClientResponse given = answer;
        if (given != null && wanted.target() == null) {
            connectionComes(given);
        }
        return Later.proxy(type, new LateConnection(this, wanted));
    }

    private void connectionComes(HttpClientResponse given) {
        if (!(given instanceof StoredResponse)) {
            connecting.connected(given.request().connection());
        }
    }

    private void tell(AsyncResult<HttpClientResponse> result) {
        if (result.succeeded()) {
            response.tryComplete(result.result());
        } else {
            response.tryFail(result.cause());
        }
    }

    /**
     * The program gives it up.
     *
     * @param why null for no other reason
     * @return what the client says to it; null when it was not asked
     */
    @Nullable
    Object reset(long code, @Nullable Throwable why) {
        if (stage.getAndSet(Stage.RESET) == Stage.RESET) {
            return null;
        }
        Throwable told = why == null ? new StreamResetException(code) : new StreamResetException(code, why);
        HttpClientResponse given = answer;
        CachedCall asking = call;
        if (given == null) {
            if (asking != null) {
                asking.giveUp(told);
            }
            fail(told);
        } else if (given instanceof StoredResponse) {
            context.runOnContext(turn -> ((StoredResponse) given).breakOff(told));
        } else {
            return Versions.reset(given.request(), code, why);
        }
        return null;
    }

    @Override
    public Whole whole() {
        Whole sent = whole;
        if (sent == null) {
            throw new IllegalStateException("it is not sent");
        }
        return sent;
    }

    @Override
    public HttpClientRequest request() {
        return programs;
    }

    @Override
    public long idleMillis() {
        return idleMillis;
    }

    @Override
    public boolean followsRedirects() {
        return followsRedirects;
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return null;
    }

    @Override
    public void written() {
        end.tryComplete();
    }

    @Override
    public void complete(HttpClientResponse given) {
        answer = given;
        end.tryComplete();
        connectionComes(given);
        if (!(given instanceof StoredResponse)) {
            // What has come of it is told in a later turn: the program can listen, or want it to wait, before.
            given.resume();
        }
        CachedCall asking = call;
        if (!response.tryComplete(given) && asking != null) {
            VertxAttempt.drop(asking, given);
        }
    }

    @Override
    public void fail(Throwable failure) {
        boolean isSent = !end.tryFail(failure);
        Handler<Throwable> handler = exceptionHandler;
        if (!isSent && handler != null) {
            context.runOnContext(turn -> handler.handle(failure));
        }
        response.tryFail(failure);
    }
}
