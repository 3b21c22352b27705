package acme.suite;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What a case has to do with: a fresh client, its URLs, and what the servers saw of it. */
final class Scene implements Closeable {
    private final Case running;
    private final Adapter adapter;
    private final Map<String, String> servers;
    private final String key;
    private final ServerLog log;
    private final List<Closeable> opened = Collections.synchronizedList(new ArrayList<Closeable>());
    private ClientUnderTest client;

    /** A call whose failure is of interest. */
    interface Call {
        Answer run() throws Exception;
    }

    /** {@code patience}: with servers, in milliseconds. */
    Scene(Case running, Adapter adapter, Map<String, String> servers, long patience) {
        this.running = running;
        this.adapter = adapter;
        this.servers = servers;
        this.key = servers.get("run") + "/" + running.name();
        this.log = new ServerLog(servers.get("log"), patience);
    }

    /** The client of the case, with defaults unless it was opened before. */
    ClientUnderTest client() throws Exception {
        return client == null ? open(new Setup()) : client;
    }

    ClientUnderTest open(Setup setup) throws Exception {
        ClientUnderTest opens = adapter.open(setup);
        opened.add(opens);
        client = opens;
        return opens;
    }

    boolean has(Feature feature) {
        return adapter.traits().has(feature);
    }

    /** A URL of the case's service. */
    String url(String path) {
        Place place = running.place();
        String address = server(place.addressed());
        String authority = place.isNamed() ? "orders.test" + address.substring(address.lastIndexOf(':')) : address;
        return (place.isSecure() ? "https://" : "http://") + authority + "/" + key + path;
    }

    /** The same at one of the servers. */
    String urlAt(String server, String path) {
        return (server.matches("[sh][abn]") ? "https://" : "http://") + server(server) + "/" + key + path;
    }

    String server(String name) {
        String address = servers.get(name);
        if (address == null) {
            throw new IllegalStateException("no server " + name + " among " + servers.keySet());
        }
        return address;
    }

    int port(String name) {
        String address = server(name);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    Ask get(String path) {
        return new Ask("GET", url(path));
    }

    Ask ask(String method, String path) {
        return new Ask(method, url(path));
    }

    Answer send(Ask ask) throws Exception {
        return client().send(ask);
    }

    /** For clients with {@link Feature#ASYNC}. */
    Started start(Ask ask) throws Exception {
        Started started = new Started();
        started.pending = client().start(ask, started);
        return started;
    }

    /** A URL that belongs to no service, at one of the servers. */
    String elsewhere(String server, String path) {
        return (server.matches("[sh][abn]") ? "https://" : "http://") + server(server) + "/elsewhere/" + running.name()
                + path;
    }

    /** A synchronous call on a thread of its own, which can be aborted or interrupted. */
    Background background(Ask ask) throws Exception {
        ClientUnderTest calls = client();
        Background background = new Background(ask, () -> calls.send(ask));
        background.thread.start();
        return background;
    }

    /** What came for this case. */
    List<Received> log() throws IOException {
        return log.of(key);
    }

    List<Received> await(int count) throws IOException {
        return log.await(key, count);
    }

    /** Waits until both replicas of {@link Place#PAIR_PATIENT} were asked and the client has got the second answer too. */
    void awaitBackOff() throws Exception {
        await(2);
        // A request is written down before it is answered, and no server knows when the client has read that.
        Thread.sleep(400);
    }

    /** The replicas that were asked, in order, such as {@code "a b"}. */
    String route() throws IOException {
        StringBuilder route = new StringBuilder();
        for (Received received : log()) {
            route.append(route.length() == 0 ? "" : " ").append(received.replica);
        }
        return route.toString();
    }

    /**
     * Connections that stay in use; none is the best that there is. A thread of the client may give one back after the program
     * was told of the end of a later exchange; one that is lost never comes back.
     */
    static int leasedInTheEnd(ClientUnderTest client) throws InterruptedException {
        long end = System.nanoTime() + 5_000_000_000L;
        while (client.leased() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(20);
        }
        return client.leased();
    }

    /** What a call throws; an answer is a failure of the case. */
    static Throwable failureOf(Call call) {
        Answer answer;
        try {
            answer = call.run();
        } catch (Throwable thrown) {
            return thrown;
        }
        throw new AssertionError("expected an exception but got " + answer.status() + " from " + answer.replica());
    }

    /** What a call that goes to nobody's service shows: the class of its exception and of those behind it. */
    static String kind(Throwable thrown) {
        StringBuilder kind = new StringBuilder();
        for (Throwable t = thrown; t != null && kind.length() < 500; t = t.getCause()) {
            kind.append(kind.length() == 0 ? "" : " <- ").append(t.getClass().getName());
        }
        return kind.toString();
    }

    @Override
    public void close() throws IOException {
        synchronized (opened) {
            for (Closeable open : opened) {
                open.close();
            }
        }
    }

    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** A synchronous call of another thread. */
    static final class Background {
        private final Ask ask;
        private final Thread thread;
        private volatile Answer answer;
        private volatile Throwable failure;
        private volatile boolean interrupted;

        private Background(Ask ask, Call call) {
            this.ask = ask;
            this.thread = new Thread(
                    () -> {
                        try {
                            answer = call.run();
                        } catch (Throwable thrown) {
                            failure = thrown;
                        }
                        interrupted = Thread.currentThread().isInterrupted();
                    },
                    "background call");
            this.thread.setDaemon(true);
        }

        void abort() {
            ask.abortable.run();
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Whether it ends in time. */
        boolean ends(long millis) throws InterruptedException {
            thread.join(millis);
            return !thread.isAlive();
        }

        Throwable failure() {
            return failure;
        }

        Answer answer() {
            return answer;
        }

        /** Whether the program can know that it was interrupted. */
        boolean tellsOfInterrupt() {
            return interrupted || Scene.kind(failure).contains("Interrupted");
        }

        String outcome() {
            return failure == null ? "answer " + (answer == null ? "none" : answer.status()) : Scene.kind(failure);
        }
    }

    /** An asynchronous call. */
    static final class Started implements Callback {
        private final CompletableFuture<Answer> done = new CompletableFuture<>();
        private volatile String thread;
        private volatile int times;
        private Pending pending;

        @Override
        public void done(Answer answer, Throwable failure) {
            synchronized (this) {
                times++;
            }
            thread = Thread.currentThread().getName();
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(answer);
            }
        }

        /** Throws what the client told. */
        Answer get() throws Exception {
            try {
                return done.get(15, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception) {
                    throw (Exception) e.getCause();
                }
                throw e;
            }
        }

        void cancel() {
            pending.cancel();
        }

        String thread() {
            return thread;
        }

        int times() {
            return times;
        }
    }
}
