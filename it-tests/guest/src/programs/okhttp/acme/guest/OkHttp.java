package acme.guest;

import okhttp3.OkHttpClient;
import okhttp3.Request;

/** OkHttp 3. */
public final class OkHttp implements Calls.Client {
    private final OkHttpClient client = new OkHttpClient();

    @Override
    public String get(String url) throws Exception {
        return client.newCall(new Request.Builder().url(url).build())
                .execute()
                .body()
                .string();
    }
}
