package acme.odd;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URL;
import java.net.URLConnection;
import java.util.Random;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Uses {@code HttpURLConnection} in every order that its methods allow, and in some that they do not, and prints everything
 * that can be seen of it. The same arguments give the same output: first seed, number of seeds, port, port of https,
 * key store, "healthy" or "any".
 */
public final class OddUrlProgram {
    private OddUrlProgram() {}

    public static void main(String[] args) throws Exception {
        long first = Long.parseLong(args[0]);
        long count = Long.parseLong(args[1]);
        boolean any = args[5].equals("any");
        SSLContext trusting = Tls.trusting();
        Authenticator.setDefault(new Password());
        try (OddServer plain = new OddServer(ServerSocketFactory.getDefault(), Integer.parseInt(args[2]));
                OddServer secure =
                        new OddServer(Tls.server(args[4]).getServerSocketFactory(), Integer.parseInt(args[3]))) {
            for (long seed = first; seed < first + count; seed++) {
                Random random = new Random(seed * 7919);
                CookieHandler.setDefault(random.nextInt(4) == 0 ? new CookieManager() : null);
                String path = any ? OddPaths.any(random) : OddPaths.healthy(random);
                boolean https = random.nextInt(6) == 0;
                String base = https ? "https://127.0.0.1:" + secure.port() : "http://127.0.0.1:" + plain.port();
                System.out.println("SEED " + seed + " " + (https ? "https " : "http ") + path);
                URLConnection connection = new URL(base + path).openConnection();
                new OddUrlCalls((HttpURLConnection) connection, random, trusting).run();
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
            return getRequestingURL().getPath().length() % 2 == 0
                    ? null
                    : new PasswordAuthentication("user", "secret".toCharArray());
        }
    }
}
