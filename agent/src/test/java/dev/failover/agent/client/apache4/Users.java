package dev.failover.agent.client.apache4;

import dev.failover.agent.client.ApacheCacheCases.Got;
import dev.failover.http.Headers;
import java.io.IOException;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.impl.client.BasicCookieStore;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.cookie.BasicClientCookie;
import org.apache.http.util.EntityUtils;

/** What clients of all versions know their users by, and give them. */
public final class Users {
    private Users() {}

    public static BasicCookieStore cookies(String user) {
        BasicClientCookie cookie = new BasicClientCookie("user", user);
        cookie.setDomain("127.0.0.1");
        cookie.setPath("/");
        BasicCookieStore store = new BasicCookieStore();
        store.addCookie(cookie);
        return store;
    }

    public static BasicCredentialsProvider credentials(String user) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        provider.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("user", user));
        return provider;
    }

    public static BasicCredentialsProvider credentialsForRealms(String user) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (String realm : new String[] {"a", "b", "c", "d", "x"}) {
            provider.setCredentials(
                    new AuthScope(AuthScope.ANY_HOST, AuthScope.ANY_PORT, realm),
                    new UsernamePasswordCredentials("user", realm.equals("x") ? user : "same"));
        }
        return provider;
    }

    public static Got got(HttpResponse response) throws IOException {
        Headers.Builder fields = Headers.builder();
        for (Header field : response.getAllHeaders()) {
            fields.add(field.getName(), field.getValue());
        }
        return new Got(
                response.getStatusLine().getStatusCode(),
                fields.build(),
                response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity()));
    }
}
