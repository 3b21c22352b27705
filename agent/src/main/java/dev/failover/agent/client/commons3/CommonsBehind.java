package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.HeadMethod;
import org.apache.commons.httpclient.params.HttpMethodParams;

/** The program's request once more, by a method of ours and another connection: it validates what has answered the program. */
final class CommonsBehind implements Behind.Work {
    private final HttpMethodBase method;
    private final CommonsCall call;

    private CommonsBehind(HttpMethodBase method, CommonsCall call) {
        this.method = method;
        this.call = call;
    }

    /** Whether the client has connections for several requests at once, and the method is one that can be made again. */
    static boolean isPossible(HttpClient client, HttpMethodBase programs) {
        return client.getHttpConnectionManager() instanceof MultiThreadedHttpConnectionManager
                && (programs.getClass() == GetMethod.class || programs.getClass() == HeadMethod.class);
    }

    /** By the program's own thread, and before its method may be anything else. */
    static void start(AgentEngine engine, CommonsCall programs, HttpMethodBase written, Revalidation revalidation)
            throws IOException, CloneNotSupportedException {
        HttpMethodBase copy = copy(written);
        CommonsBehind behind = new CommonsBehind(copy, programs.again(new MethodState(copy), revalidation));
        Behind.start(engine, revalidation, behind);
    }

    private static HttpMethodBase copy(HttpMethodBase written) throws IOException, CloneNotSupportedException {
        HttpMethodBase copy = written instanceof HeadMethod ? new HeadMethod() : new GetMethod();
        copy.setURI(written.getURI());
        for (Header field : written.getRequestHeaders()) {
            copy.addRequestHeader(new Header(field.getName(), field.getValue()));
        }
        copy.setParams((HttpMethodParams) written.getParams().clone());
        copy.setFollowRedirects(written.getFollowRedirects());
        copy.setDoAuthentication(written.getDoAuthentication());
        return copy;
    }

    @Override
    public void run(Behind behind) throws IOException {
        try {
            Object[] answer = call.run();
            if (answer != null && answer[0] instanceof Reply) {
                Reply reply = (Reply) answer[0];
                try {
                    read(reply);
                } finally {
                    reply.drop();
                }
            }
        } finally {
            behind.end();
        }
    }

    /** To its end: then it is stored. */
    private void read(Reply reply) throws IOException {
        InputStream content = reply.isRecording() ? method.getResponseBodyAsStream() : null;
        byte[] chunk = new byte[4096];
        while (content != null && reply.isRecording() && content.read(chunk) >= 0) {
            // The cache hears of it.
        }
    }

    @Override
    public void abort() {
        // Not the method first: it would wait for whoever writes.
        call.abort();
        method.abort();
    }
}
