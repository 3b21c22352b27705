package acme.odd;

import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** As {@link OddUrlProgram}, with {@code java.net.http.HttpClient}. */
public final class OddClientProgram {
    private OddClientProgram() {}

    public static void main(String[] args) throws Exception {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        boolean any = args[5].equals("any");
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
        SSLContext trusting = Tls.trusting();
        HttpClient[] clients = new HttpClient[8];
        for (int i = 0; i < clients.length; i++) {
            HttpClient.Builder builder = HttpClient.newBuilder().sslContext(trusting);
            builder.followRedirects(HttpClient.Redirect.values()[i % 3]);
            if (i != 1) {
                // Only one asks for an upgrade: it takes much longer.
                builder.version(HttpClient.Version.HTTP_1_1);
            }
            if (i % 2 == 0) {
                builder.executor(Executors.newFixedThreadPool(3, task -> {
                    Thread thread = new Thread(task, "programs-own");
                    thread.setDaemon(true);
                    return thread;
                }));
            }
            if (i >= 4) {
                builder.authenticator(new Password()).cookieHandler(new CookieManager());
            }
            if (i == 5) {
                builder.connectTimeout(Duration.ofSeconds(5));
            }
            clients[i] = builder.build();
        }
        try (OddServer plain = new OddServer(ServerSocketFactory.getDefault(), Integer.parseInt(args[2]));
                OddServer secure =
                        new OddServer(Tls.server(args[4]).getServerSocketFactory(), Integer.parseInt(args[3]))) {
            for (long seed = first; seed < first + count; seed++) {
                Random random = new Random(seed * 7919);
                String path = any ? OddPaths.any(random) : OddPaths.healthy(random);
                boolean https = random.nextInt(6) == 0;
                String base = https ? "https://127.0.0.1:" + secure.port() : "http://127.0.0.1:" + plain.port();
                int client = random.nextInt(clients.length);
                System.out.println("SEED " + seed + " " + (https ? "https " : "http ") + path + " client " + client);
                new OddClientCalls(clients[client], base + path, random).run();
                for (String request : plain.takeLog()) {
                    System.out.println("  LOG " + request);
                }
                for (String request : secure.takeLog()) {
                    System.out.println("  LOGS " + request);
                }
            }
        }
        System.out.flush();
        System.exit(0);
    }

    private static final class Password extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            System.out.println("  ASKED " + getRequestingHost() + " " + getRequestingPrompt() + " "
                    + getRequestingScheme() + " " + getRequestingURL().getPath() + " " + getRequestorType());
            return new PasswordAuthentication("user", "secret".toCharArray());
        }
    }
}
