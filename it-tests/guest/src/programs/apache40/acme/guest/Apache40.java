package acme.guest;

import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4.0 to 4.2. */
public final class Apache40 implements Calls.Client {
    private final HttpClient client = new DefaultHttpClient();

    @Override
    public String get(String url) throws Exception {
        return EntityUtils.toString(client.execute(new HttpGet(url)).getEntity());
    }
}
