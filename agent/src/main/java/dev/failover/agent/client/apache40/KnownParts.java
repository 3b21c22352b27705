package dev.failover.agent.client.apache40;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.apache.Requested;
import dev.failover.agent.client.apache.UserFields;
import dev.failover.http.Headers;
import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.client.CookieStore;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.protocol.RequestDefaultHeaders;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.params.DefaultedHttpParams;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.RequestUserAgent;
import org.jspecify.annotations.Nullable;

/** What a {@code DefaultHttpClient} adds to requests, as far as it is made of the library's own parts. */
final class KnownParts {
    private KnownParts() {}

    /** All fields of the request; null when it cannot be known as whom the client asks. */
    static @Nullable Headers fields(AbstractHttpClient client, Requested requested, @Nullable HttpContext own) {
        // A subclass of the program's can do to a request whatever it likes.
        if (!UserFields.isOwn(client)
                || UserFields.isAuthenticated(requested, own)
                || (own != null && own.getAttribute("http.auth.auth-cache") != null)) {
            return null;
        }
        try {
            UserFields fields = new UserFields(requested);
            fields.sent().setParams(new DefaultedHttpParams(requested.request().getParams(), client.getParams()));
            HttpContext scratch = new BasicHttpContext();
            for (int i = 0; i < client.getRequestInterceptorCount(); i++) {
                HttpRequestInterceptor interceptor = client.getRequestInterceptor(i);
                if (!UserFields.isOwn(interceptor)) {
                    return null;
                }
                if (interceptor instanceof RequestDefaultHeaders || interceptor instanceof RequestUserAgent) {
                    interceptor.process(fields.sent(), scratch);
                }
            }
            Object cookies = own == null ? null : own.getAttribute("http.cookie-store");
            fields.addCookies(cookies == null ? client.getCookieStore() : (CookieStore) cookies);
            Object credentials = own == null ? null : own.getAttribute("http.auth.credentials-provider");
            return fields.addCredentials(
                            credentials == null ? client.getCredentialsProvider() : (CredentialsProvider) credentials)
                    ? fields.headers()
                    : null;
        } catch (HttpException | IOException | RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }
}
