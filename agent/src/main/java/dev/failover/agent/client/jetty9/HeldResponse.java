package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.ReadAhead;
import dev.failover.agent.client.jetty.InOrder;
import dev.failover.cache.BodyRecorder;
import dev.failover.time.Timers;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A response of which it is not known yet whether the program gets it: another attempt may bring a better one. It is read
 * into memory up to a bound, so that its connection is free again; then it is either told to the program after all, or
 * dropped. Thread-safe.
 */
final class HeldResponse {
    private static final int LONGEST_DROP = 64 * 1024;
    private static final long LONGEST_DROP_NANOS = 100_000_000;

    private enum State {
        HELD,
        /** The program is being told what was held. */
        RELAYING,
        /** It has been told, and is told what comes. */
        RELAYED,
        DROPPED
    }

    private final JettyCall9 call;
    private final ResponseGate gate;
    private final InOrder steps = new InOrder();
    // Touched by one step at a time.
    private State state = State.HELD;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
    /** What no longer fits into memory. The client gives no more before its callback is called. */
    private @Nullable ByteBuffer waiting;

    private @Nullable Callback waitingCallback;
    private int dropped;
    private boolean succeeded;
    private @Nullable Throwable failure;
    private @Nullable Result result;
    private @Nullable ContentRelay relay;
    private @Nullable Runnable end;
    private Timers.@Nullable Timer dropTimer;
    private volatile @Nullable BodyRecorder recorder;
    /** Whether it has come for so long that nothing more of it is held. */
    private volatile boolean hurried;

    HeldResponse(JettyCall9 call, ResponseGate gate) {
        this.call = call;
        this.gate = gate;
    }

    /** Before the program gets it: who hears of its content, too. */
    void record(BodyRecorder hears) {
        recorder = hears;
    }

    boolean isRecorded() {
        return recorder != null;
    }

    void content(ByteBuffer buffer, Callback callback) {
        steps.run(() -> take(buffer, callback));
    }

    private void take(ByteBuffer buffer, Callback callback) {
        ContentRelay to = relay;
        if (state == State.DROPPED) {
            dropped += buffer.remaining();
            if (dropped > LONGEST_DROP) {
                breakOff();
            }
            callback.succeeded();
        } else if (state == State.RELAYED && to != null) {
            heard(buffer);
            to.content(buffer, callback);
        } else if (state == State.HELD && !hurried && memory.size() + buffer.remaining() <= ReadAhead.LONGEST) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.slice().get(bytes);
            memory.write(bytes, 0, bytes.length);
            callback.succeeded();
        } else {
            waiting = buffer;
            waitingCallback = callback;
            gate.overflows();
        }
    }

    /** Its end is not waited for any longer: what comes next overflows. */
    void hurry() {
        hurried = true;
    }

    void succeeded() {
        steps.run(() -> succeeded = true);
    }

    void failed(Throwable why) {
        steps.run(() -> failure = why);
    }

    void completed(Result ended) {
        steps.run(() -> {
            result = ended;
            Timers.Timer timer = dropTimer;
            if (timer != null) {
                timer.cancel();
            }
            tellEnd();
        });
    }

    /** The program gets it. */
    void relay(Response head, List<Response.ResponseListener> programs) {
        steps.run(() -> {
            state = State.RELAYING;
            end = () -> tellEnd(head, programs);
            Heads.tell(head, programs);
            ContentRelay to = new ContentRelay(head, programs);
            relay = to;
            to.begin();
            if (memory.size() == 0) {
                relayWaiting();
                return;
            }
            ByteBuffer begin = ByteBuffer.wrap(memory.toByteArray());
            forget();
            heard(begin);
            to.content(begin, new Callback() {
                @Override
                public void succeeded() {
                    steps.run(HeldResponse.this::relayWaiting);
                }

                @Override
                public void failed(Throwable why) {
                    call.abort(gate, why);
                }
            });
        });
    }

    /** The program's request leads to this, and may be kept for long. */
    private void forget() {
        memory = new ByteArrayOutputStream(0);
    }

    private void heard(ByteBuffer content) {
        BodyRecorder hears = recorder;
        if (hears != null && !hears.isEnded()) {
            byte[] bytes = new byte[content.remaining()];
            content.slice().get(bytes);
            hears.write(bytes, 0, bytes.length);
        }
    }

    private void relayWaiting() {
        state = State.RELAYED;
        ByteBuffer buffer = waiting;
        Callback callback = waitingCallback;
        waiting = null;
        waitingCallback = null;
        if (buffer != null && callback != null) {
            take(buffer, callback);
        }
        tellEnd();
    }

    private void tellEnd() {
        Runnable tell = end;
        if (state == State.RELAYED && result != null && tell != null) {
            end = null;
            tell.run();
        }
    }

    private void tellEnd(Response head, List<Response.ResponseListener> programs) {
        ResponseNotifier notifier = new ResponseNotifier();
        Result ended = result;
        Throwable why = failure;
        BodyRecorder hears = recorder;
        if (hears != null) {
            // First: what the program asks for when it has all of this it may get from there.
            if (succeeded && why == null) {
                hears.complete();
            } else {
                hears.abandon();
            }
        }
        if (why != null) {
            notifier.notifyFailure(programs, head, why);
        } else if (succeeded) {
            notifier.notifySuccess(programs, head);
        }
        if (ended != null) {
            notifier.notifyComplete(programs, ended);
        }
    }

    /** The program does not get it. */
    void drop() {
        steps.run(() -> {
            state = State.DROPPED;
            forget();
            Callback callback = waitingCallback;
            waiting = null;
            waitingCallback = null;
            if (callback != null) {
                // Longer than is worth reading.
                breakOff();
                callback.failed(new CancellationException("another response was taken"));
            } else if (result == null) {
                dropTimer = call.breakOffLater(gate, LONGEST_DROP_NANOS);
            }
        });
    }

    private void breakOff() {
        call.abort(gate, new CancellationException("another response was taken"));
    }
}
