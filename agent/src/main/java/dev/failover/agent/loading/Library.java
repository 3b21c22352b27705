package dev.failover.agent.loading;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client library, by the packages that it calls its own. Immutable. */
final class Library {
    static final Library JDK = new Library("the JDK's client");
    static final Library CLASS_LOADERS = new Library("a class loader");
    static final Library APACHE4 = new Library("Apache HttpClient 4", "org/apache/http");
    static final Library APACHE4_ASYNC = new Library("Apache HttpAsyncClient 4", "org/apache/http");
    static final Library COMMONS3 = new Library("Commons HttpClient 3", "org/apache/commons");
    static final Library APACHE5 = new Library("Apache HttpClient 5", "org/apache/hc/client5", "org/apache/hc/core5");
    static final Library OKHTTP = new Library("OkHttp", "okhttp3").anchoredAt("okhttp3/Interceptor");
    /** The same before 3.4, and OkHttp 2: without the anchor, which the oldest of them lack. */
    static final Library OKHTTP_BEFORE_34 = new Library("OkHttp", "okhttp3");

    static final Library JETTY = new Library("Jetty's HttpClient", "org/eclipse/jetty");
    static final Library REACTOR_NETTY = new Library("Reactor Netty", "reactor", "org/reactivestreams", "io/netty");
    static final Library AHC = new Library("AsyncHttpClient", "org/asynchttpclient", "io/netty");

    static final Library VERTX =
            new Library("Vert.x", "io/vertx/core", "io/netty").anchoredAt("io/vertx/core/http/HttpClientRequest");

    private final String title;
    private final List<String> roots;
    private final @Nullable String anchor;

    private Library(String title, String... roots) {
        this(title, Collections.unmodifiableList(Arrays.asList(roots)), null);
    }

    private Library(String title, List<String> roots, @Nullable String anchor) {
        this.title = title;
        this.roots = roots;
        this.anchor = anchor;
    }

    /** Its woven classes belong together: what the adapter of one of them notes, that of another one must see. */
    private Library anchoredAt(String path) {
        return new Library(title, roots, path);
    }

    /** The class that all woven classes of a copy know; null when each of them has an adapter of its own. */
    @Nullable
    String anchor() {
        return anchor;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** The packages under which all its classes lie, as paths; the first one is that of the woven classes. */
    List<String> roots() {
        return roots;
    }
}
