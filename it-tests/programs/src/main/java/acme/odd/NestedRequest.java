package acme.odd;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * Posts by {@code HttpURLConnection} while its proxy selector fetches what it goes by in the same way; prints what came of both.
 * The arguments are the URL of a server
 * and the one that the rules come from.
 */
public final class NestedRequest {
    private NestedRequest() {}

    public static void main(String[] args) throws IOException {
        ProxySelector.setDefault(new Rules(args[1] + "/rules"));
        HttpURLConnection post = (HttpURLConnection) new URL(args[0] + "/order").openConnection();
        post.setRequestMethod("POST");
        post.setDoOutput(true);
        post.getOutputStream().write("order".getBytes(StandardCharsets.US_ASCII));
        System.out.println("order " + post.getResponseCode());
        System.out.flush();
        System.exit(0);
    }

    private static final class Rules extends ProxySelector {
        private final String url;
        private boolean fetching;

        Rules(String url) {
            this.url = url;
        }

        @Override
        public List<Proxy> select(URI uri) {
            if (!fetching) {
                fetching = true;
                try {
                    HttpURLConnection rules = (HttpURLConnection) new URL(url).openConnection();
                    System.out.println("rules " + rules.getResponseCode());
                } catch (IOException failure) {
                    System.out.println("rules " + failure);
                }
                fetching = false;
            }
            return Collections.singletonList(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
