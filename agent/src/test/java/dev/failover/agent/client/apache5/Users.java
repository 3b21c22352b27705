package dev.failover.agent.client.apache5;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;

/** What clients know their users by. */
final class Users {
    private Users() {}

    static BasicCookieStore cookies(String user) {
        BasicClientCookie cookie = new BasicClientCookie("user", user);
        cookie.setDomain("127.0.0.1");
        cookie.setPath("/");
        BasicCookieStore store = new BasicCookieStore();
        store.addCookie(cookie);
        return store;
    }

    static BasicCredentialsProvider credentials(String user) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        provider.setCredentials(
                new AuthScope(null, null, -1, null, null), new UsernamePasswordCredentials("user", user.toCharArray()));
        return provider;
    }

    static BasicCredentialsProvider credentialsForRealms(String user) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (String realm : new String[] {"a", "b", "c", "d", "x"}) {
            provider.setCredentials(
                    new AuthScope(null, null, -1, realm, null),
                    new UsernamePasswordCredentials("user", (realm.equals("x") ? user : "same").toCharArray()));
        }
        return provider;
    }
}
