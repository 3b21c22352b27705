package dev.failover.agent.client.apache5;

import java.util.HashMap;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.BasicHttpContext;

/** A context for a request of ours beside one of the program's. */
final class CopiedContext {
    private CopiedContext() {}

    /** Reads what the program has said in its own, and writes nothing into that. */
    static HttpClientContext of(HttpClientContext programs) {
        HttpClientContext own = new HttpClientContext(new BasicHttpContext(programs));
        // Newer versions of the library look for these here only, older ones everywhere.
        own.setAttribute(HttpClientContext.AUTH_EXCHANGE_MAP, new HashMap<>());
        own.setAuthCache(new BasicAuthCache());
        own.setCookieStore(programs.getCookieStore());
        own.setCookieSpecRegistry(programs.getCookieSpecRegistry());
        own.setAuthSchemeRegistry(programs.getAuthSchemeRegistry());
        own.setCredentialsProvider(programs.getCredentialsProvider());
        own.setRequestConfig(programs.getRequestConfig());
        return own;
    }
}
