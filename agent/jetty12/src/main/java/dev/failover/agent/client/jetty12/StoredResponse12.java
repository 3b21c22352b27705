package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.Reasons;
import dev.failover.agent.client.jetty.InOrder;
import dev.failover.agent.client.jetty.StoredGate;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.client.transport.ResponseListeners;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Tells the program's listeners of an answer of the cache as the client would of a response. Thread-safe. */
final class StoredResponse12 extends StoredGate {
    private final HttpRequest request;
    private final HttpResponse response;
    private final ResponseListeners programs;
    private final StoredContent content;
    private final InOrder steps = new InOrder();
    private volatile boolean ended;

    StoredResponse12(JettyCall12 call, HttpRequest request, CachedAnswer answer) {
        this.request = request;
        programs = call.listeners();
        content = new StoredContent(answer.body(), call.executor(), () -> steps.run(() -> end(null)));
        response = new HttpResponse(request);
        response.version(HttpVersion.HTTP_1_1).status(answer.status()).reason(Reasons.of(answer.status()));
        Headers fields = answer.headers();
        for (int i = 0; i < fields.size(); i++) {
            response.addHeader(new HttpField(fields.name(i), fields.value(i)));
        }
    }

    @Override
    public void pass() {
        steps.run(() -> {
            if (!ended) {
                Heads12.tell(programs, response, fields -> Heads12.tellFields(programs, response, fields));
                programs.notifyContentSource(response, content);
            }
        });
    }

    @Override
    public boolean breakOff(Throwable why) {
        boolean open = !ended;
        steps.run(() -> {
            content.fail(why);
            end(why);
        });
        return open;
    }

    private void end(@Nullable Throwable why) {
        if (ended) {
            return;
        }
        ended = true;
        if (why == null) {
            programs.notifySuccess(response);
            programs.notifyComplete(new Result(request, response));
        } else {
            programs.notifyFailure(response, why);
            programs.notifyComplete(new Result(request, response, why));
        }
    }
}
