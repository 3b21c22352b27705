package dev.failover.agent.loading;

import static dev.failover.agent.loading.Joint.around;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All classes that are woven. Immutable. */
final class Targets {
    private static final String ENTITY_BODY = "()Z";

    private final Map<String, Target> ofJdk = new HashMap<>();
    private final Map<String, List<Target>> bySimpleName = new HashMap<>();

    Targets() {
        addJdk();
        addApache4();
        addApache5();
        addApache4Async();
        addOkHttp();
        addJetty();
        addCommons3();
        addReactorNetty();
        addAsyncHttpClient();
        addVertx();
        addClassLoaders();
    }

    /** The JDK's class with this path. */
    @Nullable
    Target ofJdk(String path) {
        return ofJdk.get(path);
    }

    /** Whether a class of the JDK with this name can be one: told in a moment, while its code is still interpreted. */
    boolean mayBeOfJdk(String name) {
        return name.startsWith("sun.net.www.") || name.startsWith("jdk.internal.net.http.");
    }

    /** A library's class with this path, in its own packages or in those of whoever took it along. */
    @Nullable
    Target ofLibrary(String path) {
        String simple = path.substring(path.lastIndexOf('/') + 1);
        List<Target> named = bySimpleName.get(simple);
        // No iterator: this runs while a class is being loaded, and must need no other one.
        for (int i = 0; named != null && i < named.size(); i++) {
            if (named.get(i).fits(path)) {
                return named.get(i);
            }
        }
        return null;
    }

    private void addJdk() {
        Joint opened = new Joint(
                Joint.Kind.RETURNED,
                Place.URL_OPENED,
                "openConnection",
                "(Ljava/net/URL;Ljava/net/Proxy;)Ljava/net/URLConnection;");
        jdk("sun/net/www/protocol/http/Handler", opened);
        jdk("sun/net/www/protocol/https/Handler", opened);
        jdk(
                "sun/net/www/protocol/http/HttpURLConnection",
                new Joint(Joint.Kind.OR_TRUE, Place.URL_FRESH, "streaming", ENTITY_BODY),
                new Joint(Joint.Kind.FAIL_AGAIN, Place.URL_ONCE, "writeRequests", "()V"));
        jdk("sun/net/www/http/HttpClient", new Joint(Joint.Kind.FAILED_ONCE, Place.URL_ONCE, "parseHTTP", null));
        String send = "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;";
        jdk(
                "jdk/internal/net/http/HttpClientImpl",
                around(Place.JDK_SEND, "send", send + ")Ljava/net/http/HttpResponse;"),
                around(
                        Place.JDK_SEND_ASYNC,
                        "sendAsync",
                        send
                                + "Ljava/net/http/HttpResponse$PushPromiseHandler;)Ljava/util/concurrent/CompletableFuture;"),
                new Joint(
                        Joint.Kind.RETURNED,
                        Place.JDK_SENT,
                        "sendAsync",
                        send
                                + "Ljava/net/http/HttpResponse$PushPromiseHandler;Ljava/util/concurrent/Executor;)"
                                + "Ljava/util/concurrent/CompletableFuture;"));
        jdk(
                "jdk/internal/net/http/MultiExchange",
                new Joint(
                        Joint.Kind.RETURNED,
                        Place.JDK_CONNECTING,
                        "remainingConnectTimeout",
                        "()Ljava/util/Optional;",
                        "responseHandler",
                        "currentreq"));
    }

    private void addApache4() {
        String arguments =
                "(Lorg/apache/http/HttpHost;Lorg/apache/http/HttpRequest;Lorg/apache/http/protocol/HttpContext;)";
        String closeable = arguments + "Lorg/apache/http/client/methods/CloseableHttpResponse;";
        Joint execute = around(Place.APACHE4, "doExecute", closeable);
        library(Library.APACHE4, "impl/client/InternalHttpClient", execute);
        library(Library.APACHE4, "impl/client/MinimalHttpClient", execute);
        library(
                Library.APACHE4,
                "impl/client/AbstractHttpClient",
                around(Place.APACHE40, "doExecute", closeable),
                around(Place.APACHE40, "execute", arguments + "Lorg/apache/http/HttpResponse;"));
    }

    private void addApache5() {
        library(
                Library.APACHE5,
                "http/impl/classic/ProtocolExec",
                around(
                        Place.APACHE5,
                        "execute",
                        "(Lorg/apache/hc/core5/http/ClassicHttpRequest;"
                                + "Lorg/apache/hc/client5/http/classic/ExecChain$Scope;"
                                + "Lorg/apache/hc/client5/http/classic/ExecChain;)"
                                + "Lorg/apache/hc/core5/http/ClassicHttpResponse;"));
        library(
                Library.APACHE5,
                "http/impl/async/AsyncProtocolExec",
                around(
                        Place.APACHE5_ASYNC,
                        "execute",
                        "(Lorg/apache/hc/core5/http/HttpRequest;"
                                + "Lorg/apache/hc/core5/http/nio/AsyncEntityProducer;"
                                + "Lorg/apache/hc/client5/http/async/AsyncExecChain$Scope;"
                                + "Lorg/apache/hc/client5/http/async/AsyncExecChain;"
                                + "Lorg/apache/hc/client5/http/async/AsyncExecCallback;)V"));
    }

    /** Not the client that no builder makes: since the first release it does not fit its own core, and cannot answer. */
    private void addApache4Async() {
        String execute = "(Lorg/apache/http/nio/protocol/HttpAsyncRequestProducer;"
                + "Lorg/apache/http/nio/protocol/HttpAsyncResponseConsumer;"
                + "Lorg/apache/http/protocol/HttpContext;"
                + "Lorg/apache/http/concurrent/FutureCallback;)Ljava/util/concurrent/Future;";
        Joint execution = around(Place.APACHE4_ASYNC, "execute", execute);
        library(Library.APACHE4_ASYNC, "impl/nio/client/InternalHttpAsyncClient", execution);
        library(Library.APACHE4_ASYNC, "impl/nio/client/MinimalHttpAsyncClient", execution);
    }

    /** From 3.4 on. Where addresses are made has changed; a version has one of these methods. */
    private void addOkHttp() {
        library(
                Library.OKHTTP_BEFORE_34,
                "internal/http/HttpEngine",
                around(Place.OKHTTP_BEFORE_34, "sendRequest", "()V"));
        Joint proceed =
                around(Place.OKHTTP, "proceed", "(Lokhttp3/Request;)Lokhttp3/Response;", "interceptors", "index");
        Joint request = new Joint(Joint.Kind.ARGUMENT, Place.OKHTTP_REQUEST, "proceed", null, "interceptors", "index");
        String address = "(Lokhttp3/HttpUrl;)Lokhttp3/Address;";
        Joint create = new Joint(Joint.Kind.RETURNED, Place.OKHTTP_ADDRESS, "createAddress", address);
        Joint public5 = new Joint(Joint.Kind.RETURNED, Place.OKHTTP_ADDRESS, "address", address);
        library(Library.OKHTTP, "internal/http/RealInterceptorChain", request, proceed, public5);
        library(
                Library.OKHTTP,
                "internal/http/CallServerInterceptor",
                around(Place.OKHTTP_SEND, "intercept", "(Lokhttp3/Interceptor$Chain;)Lokhttp3/Response;"));
        library(Library.OKHTTP, "internal/http/RetryAndFollowUpInterceptor", create);
        library(Library.OKHTTP, "internal/connection/Transmitter", create);
        library(Library.OKHTTP, "internal/connection/RealCall", create);
        library(Library.OKHTTP, "OkHttpClient", public5);
    }

    private void addJetty() {
        library(
                Library.JETTY,
                "client/HttpClient",
                around(Place.JETTY9, "send", "(Lorg/eclipse/jetty/client/HttpRequest;Ljava/util/List;)V"));
        library(Library.JETTY, "client/HttpRequest", around(Place.JETTY9_ABORT, "abort", "(Ljava/lang/Throwable;)Z"));
        library(
                Library.JETTY,
                "client/transport/HttpDestination",
                around(
                        Place.JETTY12,
                        "send",
                        "(Lorg/eclipse/jetty/client/Request;Lorg/eclipse/jetty/client/Response$CompleteListener;)V"));
        library(
                Library.JETTY,
                "client/transport/HttpRequest",
                around(Place.JETTY12_ABORT, "abort", "(Ljava/lang/Throwable;)Ljava/util/concurrent/CompletableFuture;"),
                around(
                        Place.JETTY12_LISTENERS,
                        "getResponseListeners",
                        "()Lorg/eclipse/jetty/client/transport/ResponseListeners;"));
    }

    /** With its package, because many clients have a class of that name. */
    private void addCommons3() {
        library(
                Library.COMMONS3,
                "httpclient/HttpClient",
                around(
                        Place.COMMONS3,
                        "executeMethod",
                        "(Lorg/apache/commons/httpclient/HostConfiguration;"
                                + "Lorg/apache/commons/httpclient/HttpMethod;"
                                + "Lorg/apache/commons/httpclient/HttpState;)I"));
    }

    private void addReactorNetty() {
        library(
                Library.REACTOR_NETTY,
                "netty/http/client/HttpClientConnect",
                around(Place.REACTOR, "connect", "()Lreactor/core/publisher/Mono;"));
        library(
                Library.REACTOR_NETTY,
                "netty/http/client/HttpClientConnect$HttpClientHandler",
                around(
                        Place.REACTOR_SENDING,
                        "requestWithBody",
                        "(Lreactor/netty/http/client/HttpClientOperations;)Lorg/reactivestreams/Publisher;"));
        library(
                Library.REACTOR_NETTY,
                "netty/resources/DefaultPooledConnectionProvider$PooledConnectionAllocator$PooledConnectionInitializer",
                around(Place.REACTOR_OPENING, "initChannel", "(Lio/netty/channel/Channel;)V", "sink"));
    }

    private void addAsyncHttpClient() {
        library(
                Library.AHC,
                "DefaultAsyncHttpClient",
                around(
                        Place.AHC,
                        "executeRequest",
                        "(Lorg/asynchttpclient/Request;Lorg/asynchttpclient/AsyncHandler;)"
                                + "Lorg/asynchttpclient/ListenableFuture;"));
    }

    /** The fields tell the generations apart: what a request that names no host goes to is asked of the client up to 5.0. */
    private void addVertx() {
        String options = "(Lio/vertx/core/http/RequestOptions;";
        String plain = "(Lio/vertx/core/http/HttpMethod;ILjava/lang/String;Ljava/lang/String;";
        String handler = "Lio/vertx/core/Handler;)V";
        String future = ")Lio/vertx/core/Future;";
        String request = ")Lio/vertx/core/http/HttpClientRequest;";
        library(
                Library.VERTX,
                "http/impl/HttpClientImpl",
                around(Place.VERTX, "request", options + future, "httpCM"),
                around(Place.VERTX, "request", options + handler, "httpCM"),
                around(Place.VERTX, "request", options + future, "defaultSsl", "defaultHost", "defaultPort"),
                around(Place.VERTX_PLAIN, "request", plain + future, "httpCM"),
                around(Place.VERTX_PLAIN, "request", plain + handler, "httpCM"));
        library(
                Library.VERTX,
                "http/impl/HttpClientRequestImpl",
                around(Place.VERTX_WRITE, "doWrite", "(Lio/netty/buffer/ByteBuf;ZZ" + handler),
                around(Place.VERTX_WRITE, "doWrite", "(Lio/netty/buffer/ByteBuf;ZZ" + future),
                around(Place.VERTX_WRITE, "doWrite", "(Lio/vertx/core/buffer/Buffer;ZZ" + future),
                around(
                        Place.VERTX_RESPONSE,
                        "handleResponse",
                        "(Lio/vertx/core/Promise;Lio/vertx/core/http/HttpClientResponse;J)V"),
                around(Place.VERTX_REDIRECTS, "setFollowRedirects", "(Z" + request),
                around(Place.VERTX_REDIRECTS, "setMaxRedirects", "(I" + request),
                around(Place.VERTX_ONCE, "redirectHandler", "(Ljava/util/function/Function;" + request));
        library(
                Library.VERTX,
                "http/impl/HttpClientRequestBase",
                around(Place.VERTX_FAILURE, "fail", "(Ljava/lang/Throwable;)V"),
                around(Place.VERTX_TIMEOUT, "setTimeout", "(J" + request),
                around(Place.VERTX_TIMEOUT, "idleTimeout", "(J" + request),
                around(Place.VERTX_ONCE, "pushHandler", "(Lio/vertx/core/Handler;" + request),
                around(Place.VERTX_RESET, "reset", "(J)Z"),
                around(Place.VERTX_RESET, "reset", "(JLjava/lang/Throwable;)Z"),
                around(Place.VERTX_RESET, "reset", "(J" + future),
                around(Place.VERTX_RESET, "reset", "(JLjava/lang/Throwable;" + future),
                around(Place.VERTX_RESET, "cancel", "()Lio/vertx/core/Future;"));
    }

    /** Those that are known to look nowhere but where they are told to. */
    private void addClassLoaders() {
        Joint load = new Joint(Joint.Kind.FIND_BRIDGE, null, "loadClass", null);
        library(Library.CLASS_LOADERS, "framework/BundleWiringImpl$BundleClassLoader", load);
        library(Library.CLASS_LOADERS, "osgi/internal/loader/ModuleClassLoader", load);
        library(Library.CLASS_LOADERS, "jboss/modules/ConcurrentClassLoader", load);
    }

    private void jdk(String path, Joint... joints) {
        if (!mayBeOfJdk(path.replace('/', '.'))) {
            throw new IllegalArgumentException(path);
        }
        ofJdk.put(path, new Target(Library.JDK, path, joints));
    }

    private void library(Library library, String tail, Joint... joints) {
        Target target = new Target(library, tail, joints);
        List<Target> named = bySimpleName.get(target.simpleName());
        if (named == null) {
            // No lambda: the first one costs a program more time than all the rest of its start with us.
            named = new ArrayList<>();
            bySimpleName.put(target.simpleName(), named);
        }
        named.add(target);
    }
}
