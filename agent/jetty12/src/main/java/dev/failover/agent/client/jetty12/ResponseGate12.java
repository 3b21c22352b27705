package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.jetty.Gate;
import dev.failover.agent.client.jetty.Heard;
import dev.failover.agent.client.jetty.InOrder;
import dev.failover.agent.client.jetty.JettyCache;
import dev.failover.agent.client.jetty.ThreadOfClient;
import dev.failover.agent.client.jetty.Undecided;
import dev.failover.cache.BodyRecorder;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.Headers;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.eclipse.jetty.client.ContentDecoder;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the program's listeners: passes on to them what comes once it is decided that the program gets the response
 * of an attempt. In the ordinary case that is when its head is there. What comes of a response about which nothing is decided
 * is kept, its content in memory up to a bound, so that its connection is free again.
 */
final class ResponseGate12 extends InOrder implements Heard, Response.Listener, Consumer<HttpFields.Mutable> {
    private static final long LONGEST_DROP_NANOS = 100_000_000;

    private static final AtomicReferenceFieldUpdater<ResponseGate12, @Nullable Withheld12> WITHHELD =
            AtomicReferenceFieldUpdater.newUpdater(ResponseGate12.class, Withheld12.class, "withheld");

    private enum State {
        HELD,
        PASSED,
        DROPPED
    }

    private final JettyCall12 call;
    private final Attempt attempt;
    private final AsyncDriver.Report<Gate> report;
    private final HttpRequest request;
    private final boolean own;
    /** Whether the head was told here; the attempt is reported then, or waits for its body. */
    private volatile boolean answered;

    private volatile boolean reported;
    /** Whether the call has come to its end, or goes on, without this attempt. */
    private volatile boolean unwanted;

    private volatile boolean bodyGone;
    /** Whether the next attempt may need the connection: it cannot follow before the content is held, or gone. */
    private volatile boolean connectionNeeded;

    private volatile boolean contentHeld;
    /** Whether it has come for so long that nothing more of it is held. */
    private volatile boolean hurried;

    /** Null where the head is all that has to be known, and nobody hears of the content but the program. */
    private volatile @Nullable Withheld12 withheld;
    /** The thread on which the client tells of the head, while it waits for what comes of that. */
    private volatile @Nullable Thread deciding;

    private volatile @Nullable Response head;
    private volatile @Nullable Result result;
    // Touched by one step at a time.
    private State state = State.HELD;
    private boolean told;

    ResponseGate12(
            JettyCall12 call, Attempt attempt, AsyncDriver.Report<Gate> report, HttpRequest request, boolean own) {
        this.call = call;
        this.attempt = attempt;
        this.report = report;
        this.request = request;
        this.own = own;
    }

    /** Takes note when the client has let go of the body, whatever became of it. */
    void watchBody() {
        request.onRequestSuccess(sent -> letGo());
        request.onRequestFailure((sent, why) -> letGo());
    }

    private void letGo() {
        bodyGone = true;
        decideIfPossible();
    }

    private Withheld12 withheld() {
        Withheld12 there = withheld;
        if (there != null) {
            return there;
        }
        Withheld12 made = new Withheld12();
        if (WITHHELD.compareAndSet(this, null, made)) {
            return made;
        }
        Withheld12 others = withheld;
        return others == null ? made : others;
    }

    /** Whether nothing keeps another attempt back. */
    private boolean isDecidable() {
        // The answer can be there before the client has told that the request is sent.
        return (!call.hasBody() || bodyGone) && (!connectionNeeded || contentHeld);
    }

    HttpRequest request() {
        return request;
    }

    /** How the client ended it; null while it has not. */
    @Nullable
    Result result() {
        return result;
    }

    @Override
    public boolean isOwn() {
        return own;
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
    public boolean isDecidedHere() {
        return deciding == Thread.currentThread();
    }

    @Override
    public void cancel() {
        unwanted = true;
        call.breakOff(this);
    }

    @Override
    public boolean breakOff(Throwable why) {
        // What is not known by now is told to listeners.
        return request.abort(why).getNow(true);
    }

    @Override
    public int status() {
        return head().getStatus();
    }

    @Override
    public Headers headers() {
        Headers.Builder all = Headers.builder();
        for (HttpField field : head().getHeaders()) {
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
        return request.getConversation().getExchanges().size() == 1;
    }

    @Override
    public void add(String name, String value) {
        Response begun = head();
        // What the client has looked into first takes no field.
        if (begun instanceof HttpResponse) {
            ((HttpResponse) begun).addHeader(new HttpField(name, value));
        }
    }

    @Override
    public void record(BodyRecorder hears) {
        withheld().recorder = hears;
    }

    private Response head() {
        Response begun = head;
        if (begun == null) {
            throw new IllegalStateException("there is no response");
        }
        return begun;
    }

    @Override
    public void onHeaders(Response begun) {
        if (answered) {
            return;
        }
        head = begun;
        Outcome<Gate> outcome = outcome(begun);
        boolean mayBeDropped = call.mayBeDropped(attempt, begun.getStatus());
        connectionNeeded = mayBeDropped;
        if (mayBeDropped) {
            answered = true;
            Undecided<Gate> kept = new Undecided<>();
            withheld().undecided = kept;
            kept.put(outcome, call.endOfIndecision(this::hurry));
            decideIfPossible();
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
        return Answers.readsHead(call.service(), status)
                ? Answers.outcome(
                        call.service(),
                        this,
                        status,
                        name -> Answers.line(name, begun.getHeaders().getValuesList(name)))
                : Outcome.response(this, status, RetryAfter.NONE);
    }

    /**
     * An upload that goes on is not waited for. Of the content, what keeps coming is left to the program, unharmed; what does
     * not is broken off where there is better to hope for.
     */
    private void hurry() {
        if (call.hasBody() && !bodyGone) {
            decide();
        } else {
            hurried = true;
            Undecided<Gate> kept = undecided();
            if (kept != null) {
                kept.extend(call.endOfPatience(this::stalled));
            }
        }
    }

    private void stalled() {
        Outcome<Gate> outcome = takeUndecided();
        if (outcome == null) {
            return;
        }
        if (call.mayDoBetter(attempt)) {
            call.abort(this, new TimeoutException("nothing more came of the response"));
            contentHeld = true;
        }
        // Elsewhere: whoever begins the next attempt may have to wait for something.
        call.proceed(() -> report(outcome));
    }

    private @Nullable Undecided<Gate> undecided() {
        Withheld12 there = withheld;
        return there == null ? null : there.undecided;
    }

    private @Nullable HeldContent content() {
        Withheld12 there = withheld;
        return there == null ? null : there.content;
    }

    private @Nullable BodyRecorder recorder() {
        Withheld12 there = withheld;
        return there == null ? null : there.recorder;
    }

    /** For one only; null when there is nothing to decide, or somebody else has it. */
    private @Nullable Outcome<Gate> takeUndecided() {
        Undecided<Gate> kept = undecided();
        return kept == null ? null : kept.take();
    }

    private void decideIfPossible() {
        if (undecided() != null && isDecidable()) {
            call.onThreadOfClient(this::decide);
        }
    }

    private void decide() {
        Outcome<Gate> outcome = takeUndecided();
        if (outcome != null) {
            report(outcome);
        }
    }

    /** @param whole whether it is; else there is more than is held */
    private void contentHeld(boolean whole) {
        contentHeld |= whole;
        if (undecided() != null && (!whole || isDecidable())) {
            call.onThreadOfClient(this::decide);
        }
    }

    private void report(Outcome<Gate> outcome) {
        reported = true;
        if (connectionNeeded && !isDecidable()) {
            report.ended(outcome.last());
        } else {
            boolean repeatable = isDecidable() && (!call.hasBody() || call.isBodyRepeatable());
            report.ended(repeatable ? outcome : outcome.notRepeatable());
        }
    }

    @Override
    public void pass() {
        if (begin()) {
            try {
                tellHeld();
            } finally {
                end();
            }
        } else {
            run(this::tellHeld);
        }
    }

    private void tellHeld() {
        Response begun = head();
        state = State.PASSED;
        Heads12.tell(call.listeners(), begun, this);
        HeldContent held = content();
        if (held != null) {
            held.pass();
            call.listeners().notifyContentSource(begun, recorded(held));
        }
        tellEnd();
    }

    @Override
    public void accept(HttpFields.Mutable fields) {
        Heads12.tellFields(call.listeners(), head(), fields);
    }

    @Override
    public void drop() {
        run(() -> {
            state = State.DROPPED;
            HeldContent held = content();
            if (held != null) {
                held.drop();
            }
            if (result == null) {
                withheld().dropTimer = call.breakOffLater(this, LONGEST_DROP_NANOS);
            }
        });
    }

    @Override
    public void onContentSource(Response begun, Content.Source source) {
        if (begin()) {
            try {
                take(begun, source);
            } finally {
                end();
            }
        } else {
            run(() -> take(begun, source));
        }
    }

    private void take(Response begun, Content.Source source) {
        if (state == State.PASSED) {
            call.listeners().notifyContentSource(begun, recorded(source));
            return;
        }
        HeldContent held =
                new HeldContent(source, () -> hurried, this::contentHeld, this::contentRead, call::onExecutor);
        withheld().content = held;
        if (state == State.DROPPED) {
            held.drop();
        }
        held.fill();
    }

    private Content.Source recorded(Content.Source source) {
        BodyRecorder hears = recorder();
        return hears == null ? source : new RecordedContent(source, hears);
    }

    private void contentRead() {
        run(this::tellEnd);
    }

    @Override
    public void onSuccess(Response begun) {
        if (begin()) {
            try {
                succeeded(begun);
            } finally {
                end();
            }
        } else {
            run(() -> succeeded(begun));
        }
    }

    private void succeeded(Response begun) {
        if (state == State.PASSED && content() == null) {
            call.listeners().notifySuccess(begun);
        } else {
            withheld().end = () -> call.listeners().notifySuccess(begun);
            tellEnd();
        }
    }

    @Override
    public void onFailure(Response begun, Throwable why) {
        if (answered) {
            run(() -> {
                if (state == State.PASSED && content() == null) {
                    call.listeners().notifyFailure(begun, why);
                } else {
                    withheld().end = () -> call.listeners().notifyFailure(begun, why);
                    tellEnd();
                }
            });
        }
    }

    @Override
    public void onComplete(Result ended) {
        result = ended;
        if (!answered) {
            Throwable why = ended.getFailure();
            if (why == null) {
                why = new IllegalStateException("a response without a head");
            }
            Outcome<Gate> outcome =
                    call.outcome(why, request.getConversation().getExchanges().size() > 1);
            call.ended(this, () -> report(outcome));
            return;
        }
        contentHeld(true);
        if (begin()) {
            try {
                completed();
            } finally {
                end();
            }
        } else {
            run(this::completed);
        }
    }

    private void completed() {
        Withheld12 there = withheld;
        Timers.Timer timer = there == null ? null : there.dropTimer;
        if (timer != null) {
            timer.cancel();
        }
        tellEnd();
    }

    /** The end of a response that was held, after its content; of a failure at once, as the client itself does. */
    private void tellEnd() {
        Result ended = result;
        if (state != State.PASSED || told) {
            return;
        }
        HeldContent held = content();
        boolean read = held == null || held.isRead() || (ended != null && ended.isFailed());
        Withheld12 there = withheld;
        Runnable tell = there == null ? null : there.end;
        if (there != null && tell != null && read) {
            there.end = null;
            tell.run();
        }
        if (ended != null && read) {
            told = true;
            BodyRecorder hears = recorder();
            if (hears != null) {
                // What has not come to its end by now does not come any more.
                hears.abandon();
            }
            call.listeners().notifyComplete(ended);
        }
    }
}
