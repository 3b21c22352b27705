package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** Asks whether what has just answered the program is still good, and reads what comes of it for the cache only. */
final class VertxBehind implements Asker, Behind.Work {
    private final CachedCall call;
    private final Asker programs;
    private final Revalidation revalidation;
    private volatile @Nullable Behind behind;
    private volatile @Nullable HttpClientResponse response;

    private VertxBehind(CachedCall answered, Context context, Asker programs, Revalidation revalidation) {
        this.programs = programs;
        this.revalidation = revalidation;
        call = answered.again(context, this);
    }

    static void start(CachedCall answered, Asker programs, Revalidation revalidation) {
        Context context = answered.context();
        if (context == null) {
            revalidation.close();
            return;
        }
        answered.validate(revalidation, new VertxBehind(answered, context, programs, revalidation));
    }

    @Override
    public void run(Behind started) {
        behind = started;
        if (!call.start()) {
            started.end();
        }
    }

    @Override
    public void abort() {
        call.giveUp();
        HttpClientResponse reading = response;
        if (reading != null) {
            call.onContext(() -> OwnAttempt.breakOff(reading.request()));
        }
    }

    @Override
    public Whole whole() {
        return programs.whole();
    }

    @Override
    public HttpClientRequest request() {
        return programs.request();
    }

    @Override
    public long idleMillis() {
        return programs.idleMillis();
    }

    @Override
    public boolean followsRedirects() {
        return programs.followsRedirects();
    }

    @Override
    public Revalidation revalidates() {
        return revalidation;
    }

    @Override
    public void written() {
        // Nobody wants to know.
    }

    @Override
    public void complete(HttpClientResponse answer) {
        response = answer;
        answer.end().onComplete(ended -> end());
        answer.resume();
    }

    @Override
    public void fail(Throwable failure) {
        end();
    }

    private void end() {
        Behind started = behind;
        if (started != null) {
            started.end();
        }
    }
}
