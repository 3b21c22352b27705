package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.Reasons;
import dev.failover.agent.client.jetty.InOrder;
import dev.failover.agent.client.jetty.StoredGate;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells the program's listeners of an answer of the cache as the client would of a response. Thread-safe. */
final class StoredResponse extends StoredGate {
    private final HttpRequest request;
    private final HttpResponse response;
    private final List<Response.ResponseListener> programs;
    private final byte[] body;
    private final ResponseNotifier notifier = new ResponseNotifier();
    private final InOrder steps = new InOrder();
    private volatile boolean ended;

    StoredResponse(HttpRequest request, List<Response.ResponseListener> programs, CachedAnswer answer) {
        this.request = request;
        this.programs = programs;
        body = answer.body();
        response = new HttpResponse(request, programs);
        response.version(HttpVersion.HTTP_1_1).status(answer.status()).reason(Reasons.of(answer.status()));
        Headers fields = answer.headers();
        for (int i = 0; i < fields.size(); i++) {
            Versions.add(response, new HttpField(fields.name(i), fields.value(i)));
        }
    }

    @Override
    public void pass() {
        steps.run(() -> {
            if (ended) {
                return;
            }
            Heads.tell(response, programs);
            ContentRelay relay = new ContentRelay(response, programs);
            relay.begin();
            if (body.length == 0) {
                end(null);
                return;
            }
            // Others have the same array.
            relay.content(ByteBuffer.wrap(body).asReadOnlyBuffer(), new Callback() {
                @Override
                public void succeeded() {
                    steps.run(() -> end(null));
                }

                @Override
                public void failed(Throwable why) {
                    breakOff(why);
                }
            });
        });
    }

    @Override
    public boolean breakOff(Throwable why) {
        boolean open = !ended;
        steps.run(() -> end(why));
        return open;
    }

    private void end(@Nullable Throwable why) {
        if (ended) {
            return;
        }
        ended = true;
        if (why == null) {
            notifier.notifySuccess(programs, response);
            notifier.notifyComplete(programs, new Result(request, response));
        } else {
            notifier.notifyFailure(programs, response, why);
            notifier.notifyComplete(programs, new Result(request, response, why));
        }
    }
}
