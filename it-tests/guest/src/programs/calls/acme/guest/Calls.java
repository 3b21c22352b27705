package acme.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Calls by the JDK's oldest client; every program here prints its calls as this does. */
public final class Calls {
    /** One call by some client. */
    public interface Client {
        /** The body of the answer. */
        String get(String url) throws Exception;
    }

    private Calls() {}

    /** Prints one line a call: the client's name, and the body or the exception's class and message. */
    public static void print(String name, Client client, String url) {
        String line;
        try {
            line = client.get(url);
        } catch (Throwable failure) {
            line = failure.getClass().getName() + " " + failure.getMessage();
        }
        System.out.println(name + "\t" + line);
    }

    /** By {@code HttpURLConnection}. */
    public static String url(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        return text(connection.getInputStream());
    }

    static String text(InputStream in) throws IOException {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[4096];
            for (int n; (n = in.read(chunk)) >= 0; ) {
                bytes.write(chunk, 0, n);
            }
            return bytes.toString("UTF-8");
        } finally {
            in.close();
        }
    }
}
