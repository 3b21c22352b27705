package dev.failover.agent.client.apache40;

import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.params.ClientPNames;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.DefaultedHttpParams;
import org.apache.http.params.HttpConnectionParams;
import org.apache.http.params.HttpParams;
import org.jspecify.annotations.Nullable;

/** What an attempt says of itself beside what the program's request and client say. */
final class Parameters {
    private Parameters() {}

    /**
     * The program's own parameters, and ours before them.
     *
     * @param connectNanos 0 for no bound of ours
     * @param named in whose name an endpoint is asked; null for its own
     */
    static HttpParams of(AbstractHttpClient client, HttpRequest request, long connectNanos, @Nullable HttpHost named) {
        HttpParams programs = request.getParams();
        if (connectNanos <= 0 && named == null) {
            return programs;
        }
        HttpParams ours = new BasicHttpParams();
        if (connectNanos > 0) {
            int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectNanos / 1_000_000));
            int theirs =
                    HttpConnectionParams.getConnectionTimeout(new DefaultedHttpParams(programs, client.getParams()));
            ours.setIntParameter(
                    CoreConnectionPNames.CONNECTION_TIMEOUT, theirs > 0 ? Math.min(theirs, millis) : millis);
        }
        if (named != null && programs.getParameter(ClientPNames.VIRTUAL_HOST) == null) {
            ours.setParameter(ClientPNames.VIRTUAL_HOST, named);
        }
        return new DefaultedHttpParams(ours, programs);
    }
}
