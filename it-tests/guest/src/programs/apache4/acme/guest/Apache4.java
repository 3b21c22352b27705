package acme.guest;

import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient from 4.3 on. */
public final class Apache4 implements Calls.Client {
    private final HttpClient client = HttpClients.createDefault();

    @Override
    public String get(String url) throws Exception {
        return EntityUtils.toString(client.execute(new HttpGet(url)).getEntity());
    }
}
