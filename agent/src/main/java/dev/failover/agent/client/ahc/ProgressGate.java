package dev.failover.agent.client.ahc;

import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import org.asynchttpclient.handler.ProgressAsyncHandler;

/** For a handler that wants to know how far its request is: which it hears of every attempt. */
final class ProgressGate<T> extends Gate<T> implements ProgressAsyncHandler<T> {
    private final ProgressAsyncHandler<T> programs;

    ProgressGate(
            AhcCall<T> call,
            ProgressAsyncHandler<T> programs,
            Attempt attempt,
            AsyncDriver.Report<AhcAnswer<T>> report) {
        super(call, attempt, report);
        this.programs = programs;
    }

    @Override
    public State onHeadersWritten() {
        return programs.onHeadersWritten();
    }

    @Override
    public State onContentWritten() {
        return programs.onContentWritten();
    }

    @Override
    public State onContentWriteProgress(long amount, long current, long total) {
        return programs.onContentWriteProgress(amount, current, total);
    }
}
