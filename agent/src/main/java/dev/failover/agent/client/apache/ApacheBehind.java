package dev.failover.agent.client.apache;

import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.io.InputStream;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;

/** The program's request once more, by another connection of its client's pool: it validates what has answered the program. */
final class ApacheBehind implements Behind.Work {
    private final RequestCopy request;
    private final ApacheCall call;

    private ApacheBehind(RequestCopy request, ApacheCall call) {
        this.request = request;
        this.call = call;
    }

    /** By the program's own thread, and before its request may be anything else. */
    static void start(ApacheCall programs, Revalidation revalidation) {
        Requested requested = programs.requested();
        RequestCopy copy = new RequestCopy(requested);
        ApacheCall call = programs.again(requested.by(copy), CopiedContext.of(programs.programs()), revalidation);
        Behind.start(programs.ofEngine(), revalidation, new ApacheBehind(copy, call));
    }

    @Override
    public void run(Behind behind) throws IOException {
        try {
            Object[] answer = call.run();
            if (answer != null && answer[0] instanceof HttpResponse) {
                HttpResponse response = (HttpResponse) answer[0];
                try {
                    read(response.getEntity());
                } finally {
                    call.drop(response);
                }
            }
        } finally {
            behind.end();
        }
    }

    /** To its end: then it is stored. */
    private static void read(HttpEntity body) throws IOException {
        if (body instanceof RecordedEntity) {
            RecordedEntity recorded = (RecordedEntity) body;
            InputStream content = recorded.getContent();
            byte[] chunk = new byte[4096];
            while (recorded.isRecording() && content.read(chunk) >= 0) {
                // The cache hears of it.
            }
        }
    }

    @Override
    public void abort() {
        request.abort();
        call.abort();
    }
}
