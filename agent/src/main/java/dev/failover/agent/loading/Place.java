package dev.failover.agent.loading;

/** Where woven code asks the agent: each its slot of the bridge, and the handler that answers. */
enum Place {
    /** A stream handler has opened a connection: self is the handler, then the connection, the URL, the proxy. */
    URL_OPENED("url.UrlOpened"),
    /** Whether the connection that this thread opens must not be one that the server has closed already. */
    URL_FRESH("url.UrlFresh"),
    /** Whether the request that this thread sends must not be sent again by the JDK itself. */
    URL_ONCE("url.UrlOnce"),
    /** {@code HttpClient.send}: self is the client, then the request and the handler of the body. */
    JDK_SEND("jdk.JdkSend"),
    /** {@code HttpClient.sendAsync}: self is the client, then request, handler of the body, handler of pushes. */
    JDK_SEND_ASYNC("jdk.JdkSendAsync"),
    /** Both have begun an exchange: self is the client, then its future, the request, the handler of the body. */
    JDK_SENT("jdk.JdkSent"),
    /** An exchange of theirs opens a connection: self is the exchange, then how long that may take, the handler of the body, the request. */
    JDK_CONNECTING("jdk.JdkConnecting"),
    /** {@code DefaultHttpClient} of Apache HttpClient 4: self is the client, then host, request, context. */
    APACHE40("apache40.Apache40Execute"),
    /** The clients of Apache HttpClient from 4.3 on: the same. */
    APACHE4("apache4.Apache4Execute"),
    /** Apache HttpAsyncClient 4: self is the client, then producer, consumer, context, callback. */
    APACHE4_ASYNC("apacheasync.AsyncExecute"),
    /** Commons HttpClient 3: self is the client, then configuration of the host, method, state. */
    COMMONS3("commons3.CommonsExecute"),
    /** Apache HttpClient 5, where one request begins: self is a link of the chain, then request, scope, rest of the chain. */
    APACHE5("apache5.Apache5Execute"),
    /** The same of the asynchronous one: request, producer of its body, scope, rest of the chain, callback. */
    APACHE5_ASYNC("apache5.Apache5AsyncExecute"),
    /** A chain of OkHttp goes on to its next interceptor: self is the chain, then request, interceptors, index of the next. */
    OKHTTP("okhttp.OkHttpProceed"),
    /** The same, also where OkHttp goes on with more than a request: the request may be another one. */
    OKHTTP_REQUEST("okhttp.OkHttpRequest"),
    /** OkHttp's last interceptor has a connection and will write the request to it: self is that, then the chain. */
    OKHTTP_SEND("okhttp.OkHttpSend"),
    /** OkHttp has made the address that it will connect to: self is whoever made it, then the address, the URL. */
    OKHTTP_ADDRESS("okhttp.OkHttpAddress"),
    /** OkHttp before 3.4, which is left alone, sends a request. */
    OKHTTP_BEFORE_34("okhttp.OkHttpBefore34"),
    /** {@code HttpClient.send} of Jetty 9.4 to 11: self is the client, then the request and its listeners. */
    JETTY9("jetty9.JettySend"),
    /** {@code HttpRequest.abort} of the same: self is the request, then the cause. */
    JETTY9_ABORT("jetty9.JettyAbort"),
    /** {@code HttpDestination.send} of Jetty 12: self is the destination, then the request and the listener. */
    JETTY12("jetty12.Jetty12Send"),
    /** {@code HttpRequest.abort} of the same: self is the request, then the cause. */
    JETTY12_ABORT("jetty12.Jetty12Abort"),
    /** {@code HttpRequest.getResponseListeners} of the same: self is the request. */
    JETTY12_LISTENERS("jetty12.Jetty12Listeners"),
    /** {@code HttpClient.connect} of Reactor Netty: self is the client with its request. */
    REACTOR("reactor.ReactorConnect"),
    /** Reactor Netty has a connection for a request and begins to send it: the argument is both. */
    REACTOR_SENDING("reactor.ReactorSending"),
    /** Reactor Netty's pool is about to open a connection: the arguments are its channel and who waits for it. */
    REACTOR_OPENING("reactor.ReactorOpening"),
    /** {@code DefaultAsyncHttpClient.executeRequest} of AsyncHttpClient: self is the client, then request and handler. */
    AHC("ahc.AhcExecute"),
    /** {@code HttpClientImpl.request} of Vert.x: self is the client, then the options, the callback, and what it has of defaults. */
    VERTX("vertx.VertxRequest"),
    /** The same of Vert.x 4 without options: method, port, host, URI, callback. */
    VERTX_PLAIN("vertx.VertxPlainRequest"),
    /** A request of Vert.x is set up: self is the request, then the setting. */
    VERTX_REDIRECTS("vertx.VertxRedirects"),
    /** The same: self is the request, then the milliseconds. */
    VERTX_TIMEOUT("vertx.VertxTimeout"),
    /** The same, in a way that only the first attempt can have: self is the request. */
    VERTX_ONCE("vertx.VertxOnce"),
    /** A request of Vert.x is written: self is the request, then the part, whether it is the last one, whether to connect only. */
    VERTX_WRITE("vertx.VertxWrite"),
    /** A request of Vert.x has got its response: self is the request, then its promise, the response. */
    VERTX_RESPONSE("vertx.VertxResponse"),
    /** A request of Vert.x has failed: self is the request, then the failure. */
    VERTX_FAILURE("vertx.VertxFailure"),
    /** A request of Vert.x is given up: self is the request, then the code, the cause. */
    VERTX_RESET("vertx.VertxReset");

    private final String handler;

    Place(String handler) {
        this.handler = "dev.failover.agent.client." + handler;
    }

    /** The name of the class of its handler. */
    String handler() {
        return handler;
    }

    /** Whether the agent has the one adapter of it, because there is one JDK only. */
    boolean isOfJdk() {
        return ordinal() <= JDK_CONNECTING.ordinal();
    }
}
