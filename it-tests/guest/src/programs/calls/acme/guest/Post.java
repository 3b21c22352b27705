package acme.guest;

import java.net.HttpURLConnection;
import java.net.URL;

/** A POST without a body by {@code HttpURLConnection}. */
public final class Post implements Calls.Client {
    @Override
    public String get(String url) throws Exception {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestMethod("POST");
        return Calls.text(connection.getInputStream());
    }
}
