package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.jetty.Gate;
import dev.failover.agent.client.jetty.Heard;
import dev.failover.agent.client.jetty.JettyCache;
import dev.failover.agent.client.jetty.JettyCall;
import dev.failover.agent.client.jetty.ThreadOfClient;
import dev.failover.agent.client.jetty.Undecided;
import dev.failover.cache.BodyRecorder;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.Headers;
import dev.failover.http.RetryAfter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import org.eclipse.jetty.client.ContentDecoder;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpExchange;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the program's listeners until it is decided whether the program gets the response of an attempt. In the
 * ordinary case that is when its head is there, and from then on the client tells the program's listeners itself; a response
 * about which nothing was decided by then is a {@link HeldResponse}.
 */
final class ResponseGate
        implements Heard,
                Predicate<Throwable>,
                Response.BeginListener,
                Response.HeaderListener,
                Response.HeadersListener,
                Response.AsyncContentListener,
                Response.SuccessListener,
                Response.FailureListener,
                Response.CompleteListener {
    private static final AtomicReferenceFieldUpdater<ResponseGate, @Nullable HeldResponse> HELD =
            AtomicReferenceFieldUpdater.newUpdater(ResponseGate.class, HeldResponse.class, "held");

    private final JettyCall9 call;
    private final Attempt attempt;
    private final AsyncDriver.Report<Gate> report;
    private final HttpRequest request;
    private final boolean own;
    /** Null as long as there is nothing to hold. */
    private volatile @Nullable HeldResponse held;
    /** Whether the head was told here. */
    private volatile boolean answered;

    private volatile boolean reported;
    /** Whether the call has come to its end, or goes on, without this attempt. */
    private volatile boolean unwanted;
    /** Whether the next attempt may need the connection, and more content comes than is held. */
    private volatile boolean connectionKept;

    /** Null where the head was all that had to be known. */
    private volatile @Nullable Undecided<Gate> undecided;
    /** The thread on which the client tells of the head, while it waits for what comes of that. */
    private volatile @Nullable Thread deciding;

    private volatile @Nullable Response head;
    private volatile @Nullable Result result;

    /** Keeps a place for one of the program's listeners. */
    private static final class Placeholder implements Response.ResponseListener {}

    ResponseGate(JettyCall9 call, Attempt attempt, AsyncDriver.Report<Gate> report, HttpRequest request, boolean own) {
        this.call = call;
        this.attempt = attempt;
        this.report = report;
        this.request = request;
        this.own = own;
    }

    private HeldResponse held() {
        HeldResponse there = held;
        if (there != null) {
            return there;
        }
        HeldResponse made = new HeldResponse(call, this);
        if (HELD.compareAndSet(this, null, made)) {
            return made;
        }
        HeldResponse others = held;
        return others == null ? made : others;
    }

    /**
     * What an attempt's request listens to instead of the program's listeners: as many as those, because the client must not
     * find its list longer or shorter than before.
     */
    List<Response.ResponseListener> places() {
        List<Response.ResponseListener> places = new ArrayList<>();
        places.add(this);
        while (places.size() < call.listenerCount()) {
            places.add(new Placeholder());
        }
        return places;
    }

    HttpRequest request() {
        return request;
    }

    /** How the client ended it; null while it has not, or if that was told to the program and not here. */
    @Nullable
    Result result() {
        return result;
    }

    @Override
    public boolean isOwn() {
        return own;
    }

    /** As {@link JettyCall#test}, for the program's own request. */
    @Override
    public boolean test(Throwable cause) {
        return own && call.test(cause);
    }

    @Override
    public boolean isOpen() {
        return !reported && result == null;
    }

    @Override
    public boolean isAwaited() {
        boolean open = deciding != null || (!reported && !answered);
        return open && result == null && !unwanted;
    }

    @Override
    public void cancel() {
        unwanted = true;
        call.breakOff(this);
    }

    @Override
    public boolean breakOff(Throwable why) {
        return request.abort(why);
    }

    @Override
    public int status() {
        return head().getStatus();
    }

    @Override
    public Headers headers() {
        Headers.Builder all = Headers.builder();
        Iterable<HttpField> fields = head().getHeaders();
        for (HttpField field : fields) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        List<String> decoded = new ArrayList<>();
        for (ContentDecoder.Factory factory : call.client().getContentDecoderFactories()) {
            decoded.add(factory.getEncoding());
        }
        return JettyCache.ofContent(all.build(), decoded);
    }

    @Override
    public boolean isDirect() {
        return Versions.conversation(request).getExchanges().size() == 1;
    }

    @Override
    public void add(String name, String value) {
        Versions.add(head(), new HttpField(name, value));
    }

    @Override
    public void record(BodyRecorder recorder) {
        held().record(recorder);
    }

    private Response head() {
        Response begun = head;
        if (begun == null) {
            throw new IllegalStateException("there is no response");
        }
        return begun;
    }

    @Override
    public void onBegin(Response begun) {
        head = begun;
    }

    @Override
    public boolean onHeader(Response begun, HttpField field) {
        return true;
    }

    @Override
    public void onHeaders(Response begun) {
        head = begun;
        Outcome<Gate> outcome = outcome(begun);
        if (call.mayBeDropped(attempt, begun.getStatus())) {
            answered = true;
            // The next attempt may need the connection.
            connectionKept = true;
            Undecided<Gate> kept = new Undecided<>();
            undecided = kept;
            kept.put(outcome, call.endOfIndecision(this::hurry));
            return;
        }
        deciding = Thread.currentThread();
        answered = true;
        boolean entered = ThreadOfClient.enter();
        try {
            report(outcome);
        } finally {
            ThreadOfClient.leave(entered);
            deciding = null;
        }
    }

    private Outcome<Gate> outcome(Response begun) {
        int status = begun.getStatus();
        if (!Answers.readsHead(call.service(), status)) {
            return Outcome.response(this, status, RetryAfter.NONE);
        }
        Iterable<HttpField> fields = begun.getHeaders();
        return Answers.outcome(call.service(), this, status, name -> Answers.line(name, Asked.lines(fields, name)));
    }

    /** For one only; null when there is nothing to decide, or somebody else has it. */
    private @Nullable Outcome<Gate> takeUndecided() {
        Undecided<Gate> kept = undecided;
        return kept == null ? null : kept.take();
    }

    private void report(Outcome<Gate> outcome) {
        reported = true;
        if (connectionKept) {
            report.ended(outcome.last());
        } else {
            report.ended(call.isBodyRepeatable() ? outcome : outcome.notRepeatable());
        }
    }

    private void decide() {
        Outcome<Gate> outcome = takeUndecided();
        if (outcome != null) {
            call.onThreadOfClient(() -> report(outcome));
        }
    }

    /** What keeps coming is left to the program, unharmed; what does not is broken off where there is better to hope for. */
    private void hurry() {
        held().hurry();
        Undecided<Gate> kept = undecided;
        if (kept != null) {
            kept.extend(call.endOfPatience(this::stalled));
        }
    }

    private void stalled() {
        Outcome<Gate> outcome = takeUndecided();
        if (outcome == null) {
            return;
        }
        if (call.mayDoBetter(attempt)) {
            call.abort(this, new TimeoutException("nothing more came of the response"));
            connectionKept = false;
        }
        // Elsewhere: whoever begins the next attempt may have to wait for something.
        call.proceed(() -> report(outcome));
    }

    /** There is more content than is held. */
    void overflows() {
        decide();
    }

    @Override
    public boolean isDecidedHere() {
        return deciding == Thread.currentThread();
    }

    @Override
    public void pass() {
        Response begun = head();
        if (isDecidedHere() && !isRecorded() && replaceMe()) {
            Response.ResponseListener only = call.listener();
            if (only != null) {
                Heads.tell(begun, only);
                return;
            }
            List<Response.ResponseListener> programs = call.listeners();
            Heads.tellFields(begun, programs);
            if (!programs.isEmpty()) {
                // The others hear of it from the client.
                Heads.tellEnd(begun, programs.get(0));
            }
        } else {
            held().relay(begun, call.listeners());
        }
    }

    private boolean isRecorded() {
        HeldResponse there = held;
        return there != null && there.isRecorded();
    }

    /**
     * Puts the program's listeners where this object is told things now. The client is going through that list, and goes on
     * with the second of them.
     */
    private boolean replaceMe() {
        HttpConversation conversation = Versions.conversation(request);
        HttpExchange first = conversation.getExchanges().peekFirst();
        List<Response.ResponseListener> told = conversation.getResponseListeners();
        if (first == null || told == null || !told.contains(this)) {
            return false;
        }
        replaceIn(told);
        replaceIn(first.getResponseListeners());
        return true;
    }

    private void replaceIn(List<Response.ResponseListener> list) {
        int here = list.indexOf(this);
        if (here < 0) {
            return;
        }
        Response.ResponseListener only = call.listener();
        if (only != null) {
            list.set(here, only);
            return;
        }
        List<Response.ResponseListener> programs = call.listeners();
        if (programs.isEmpty()) {
            list.set(here, new Placeholder());
        }
        for (int i = 0; i < programs.size(); i++) {
            list.set(here + i, programs.get(i));
        }
    }

    @Override
    public void drop() {
        held().drop();
    }

    @Override
    public void onContent(Response begun, ByteBuffer buffer, Callback callback) {
        held().content(buffer, callback);
    }

    @Override
    public void onSuccess(Response begun) {
        held().succeeded();
    }

    @Override
    public void onFailure(Response begun, Throwable why) {
        held().failed(why);
    }

    @Override
    public void onComplete(Result ended) {
        result = ended;
        if (answered) {
            held().completed(ended);
            connectionKept = false;
            decide();
            return;
        }
        Throwable why = ended.getFailure();
        if (why == null) {
            why = new IllegalStateException("a response without a head");
        }
        if (own) {
            call.hearOfEarlyAbort();
        }
        Outcome<Gate> outcome =
                call.outcome(why, Versions.conversation(request).getExchanges().size() > 1);
        call.ended(this, () -> report(outcome));
    }
}
