package dev.failover.agent.client.url;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request of the program, sent to one endpoint after the other as its call decides. Which method of the facade makes
 * it go how far is the JDK's own order: {@code connect} connects, {@code getOutputStream} connects too (and with a
 * streaming body sends the head), everything that needs the answer sends the rest.
 */
final class FailoverExchange extends UrlExchange {
    private final ReentrantLock lock = new ReentrantLock();
    private final Opener opener;
    private final UrlCall call;
    private @Nullable RequestBody body;
    private final @Nullable Revalidation revalidation;
    private volatile @Nullable BodyRecording recorded;
    private volatile @Nullable ToldFields told;

    FailoverExchange(HttpURLConnection first, Opener opener, Recording recording, AgentEngine engine) {
        this(first, opener, recording, engine, null);
    }

    /** @param revalidation what it is made for; null when it is the program's own */
    FailoverExchange(
            HttpURLConnection first,
            Opener opener,
            Recording recording,
            AgentEngine engine,
            @Nullable Revalidation revalidation) {
        super(first, recording);
        this.opener = opener;
        this.revalidation = revalidation;
        this.call = new UrlCall(this, opener, engine);
    }

    @Nullable
    Revalidation revalidation() {
        return revalidation;
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation what) throws IOException {
        UrlBehind.start(call.engine(), opener, recording(), what);
    }

    /** The body that the program has begun to write; null when it has not. */
    @Nullable
    RequestBody body() {
        return body;
    }

    /**
     * The answer is there, and the JDK's connection has let go of the body: so does this one, or a program that keeps its
     * connections would keep all that it has ever sent.
     */
    void letGoOfBody(UrlAttempt answered) {
        OutputStream real = answered.letGoOfSink();
        RequestBody sent = body;
        if (real != null && sent != null) {
            sent.leaveTo(real);
            body = null;
        }
    }

    /** What the cache has to say of the answer. */
    void tell(String cacheStatus) {
        told = new ToldFields(cacheStatus);
    }

    /** The program's stream is recorded from now on. */
    void record(BodyRecording recording) {
        recorded = recording;
    }

    private InputStream recorded(InputStream real) {
        BodyRecording recording = recorded;
        return recording == null ? real : recording.of(real);
    }

    @Override
    void connect() throws IOException {
        lock.lock();
        try {
            if (call.ending().isOver()) {
                current().connect();
            } else {
                call.advance(UrlCall.Goal.CONNECTED);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    OutputStream outputStream() throws IOException {
        lock.lock();
        try {
            RequestBody begun = body;
            if (call.ending().isOver()) {
                if (begun != null) {
                    call.ending().rethrowIfDetached();
                }
                return current().getOutputStream();
            }
            if (begun != null) {
                return begun;
            }
            HttpURLConnection real = current();
            if (!real.getDoOutput()
                    || ("TRACE".equals(real.getRequestMethod())
                            && "http".equals(opener.url().getProtocol()))) {
                // The program's own mistake: the JDK tells it without sending anything.
                return real.getOutputStream();
            }
            if ("GET".equals(recording().method())) {
                // As the JDK does, for the sake of very old programs.
                recording().method("POST");
                applyPost(real);
            }
            begun = new RequestBody(this);
            body = begun;
            try {
                call.advance(recording().isStreaming() ? UrlCall.Goal.BODY_UNDER_WAY : UrlCall.Goal.CONNECTED);
            } catch (IOException | RuntimeException failure) {
                // The program has no stream, so there is no body.
                body = null;
                throw failure;
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    void write(RequestBody from, byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (call.ending().isOver()
                    || from.isClosed()
                    || (call.isBodyUnderWay() && !isInside(bytes, offset, length))) {
                call.writeAnyway(bytes, offset, length);
                return;
            }
            if (!from.hasRoomFor(length) && from.isKept() && isInside(bytes, offset, length)) {
                // From here on it only passes through: what was kept goes out first.
                call.advance(UrlCall.Goal.BODY_UNDER_WAY);
                from.forget();
            }
            from.note(bytes, offset, length);
            call.pass(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Now, because the JDK looks at the method when it takes a kept connection; one that is connected changes it later. */
    private void applyPost(HttpURLConnection real) {
        try {
            recording().applyMethod(real);
        } catch (ProtocolException | IllegalStateException connected) {
            // It will make a POST of it when it is asked for its stream.
        }
    }

    private static boolean isInside(byte[] bytes, int offset, int length) {
        return (offset | length | (offset + length) | (bytes.length - offset - length)) >= 0;
    }

    void flush() throws IOException {
        lock.lock();
        try {
            call.flush();
        } finally {
            lock.unlock();
        }
    }

    void closeBody(RequestBody closing) throws IOException {
        lock.lock();
        try {
            if (call.ending().isOver() || !closing.isClosed()) {
                closing.markClosed();
                call.closeOutput();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes sure that there is an answer, or throws what stands in its place. */
    private void answer() throws IOException {
        if (!call.ending().isOver()) {
            HttpURLConnection real = current();
            if (!real.getDoInput() || (recording().isStreaming() && !real.getDoOutput())) {
                // The program's own mistake: the JDK tells it without sending anything.
                real.getInputStream();
            }
            call.advance(UrlCall.Goal.ANSWERED);
        }
    }

    /** As {@link #answer}, for the many methods that swallow the failure. */
    private void answerQuietly() {
        try {
            // Only what is no exception of I/O comes out of here, and for the second time in other words.
            call.ending().rethrowIfDetached();
            answer();
            call.caching().letOthersGoOn();
        } catch (IOException asTheJdkDoes) {
            // What is asked for then has no value.
        }
    }

    /** A status is worth more than the failure that came with it, such as a redirect that cannot be followed. */
    private void answerOrStatus() throws IOException {
        if (call.ending().isOver()) {
            call.ending().rethrowIfDetached();
            return;
        }
        try {
            answer();
            call.caching().letOthersGoOn();
        } catch (IOException | RuntimeException failure) {
            if (failure instanceof RuntimeException) {
                // The JDK looks for a status all the same, and is told the failure for the second time.
                call.ending().rethrowIfDetached();
            }
            if (!call.ending().isOver()
                    || call.ending().isDetached()
                    || current().getHeaderField(0) == null) {
                throw failure;
            }
        }
    }

    @Override
    InputStream inputStream() throws IOException {
        lock.lock();
        try {
            if (!call.ending().isOver()) {
                answer();
                call.ending().rethrowOnce();
            } else {
                call.ending().rethrowIfDetached();
            }
            return recorded(current().getInputStream());
        } catch (IOException failure) {
            throw Failure.told(failure, this::shown);
        } finally {
            lock.unlock();
        }
    }

    @Override
    int responseCode() throws IOException {
        lock.lock();
        try {
            answerOrStatus();
            return current().getResponseCode();
        } finally {
            lock.unlock();
        }
    }

    @Override
    @Nullable
    String responseMessage() throws IOException {
        lock.lock();
        try {
            answerOrStatus();
            return current().getResponseMessage();
        } finally {
            lock.unlock();
        }
    }

    @Override
    @Nullable
    String headerField(String name) {
        if (!hasAnswer()) {
            return null;
        }
        ToldFields more = told;
        return more == null ? current().getHeaderField(name) : more.value(current(), name);
    }

    @Override
    @Nullable
    String headerField(int n) {
        if (!hasAnswer()) {
            return null;
        }
        ToldFields more = told;
        return more == null ? current().getHeaderField(n) : more.value(current(), n);
    }

    @Override
    @Nullable
    String headerFieldKey(int n) {
        if (!hasAnswer()) {
            return null;
        }
        ToldFields more = told;
        return more == null ? current().getHeaderFieldKey(n) : more.name(current(), n);
    }

    @Override
    Map<String, List<String>> headerFields() {
        if (!hasAnswer()) {
            return Collections.emptyMap();
        }
        ToldFields more = told;
        return more == null ? current().getHeaderFields() : more.all(current());
    }

    private boolean hasAnswer() {
        lock.lock();
        try {
            answerQuietly();
            return call.ending().isOver() && !call.ending().isDetached();
        } finally {
            lock.unlock();
        }
    }

    @Override
    @Nullable
    InputStream errorStream() {
        InputStream real = call.ending().isOver() && !call.ending().isDetached()
                ? current().getErrorStream()
                : null;
        return real == null ? null : recorded(real);
    }

    @Override
    void beforeMethodIsSet() {
        if (body != null && !call.ending().isOver()) {
            // Unlike one of http:, a connection of https: does not notice that it was connected for a body.
            throw new IllegalStateException("connect in progress");
        }
    }

    @Override
    String requestMethod() {
        return call.ending().isOver()
                ? current().getRequestMethod()
                : recording().method();
    }

    @Override
    void disconnect() {
        // Another thread may be waiting in here with the lock: it is what must be broken off.
        call.abort();
        BodyRecording recording = recorded;
        if (recording != null) {
            recording.abandon();
        }
        current().disconnect();
        if (lock.tryLock()) {
            try {
                call.disconnected();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    @Nullable
    String requestProperty(String name) {
        return call.caching().conditions().contains(name) ? null : super.requestProperty(name);
    }

    @Override
    URL url() {
        return opener.shown(current(), call.ending().endpoint());
    }
}
