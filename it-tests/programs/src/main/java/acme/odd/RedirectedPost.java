package acme.odd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/**
 * Posts to a server that sends it elsewhere, while the connections that {@code HttpURLConnection} has kept are dead: prints
 * what came of it, and what the server was asked. The arguments are the port and the status.
 */
public final class RedirectedPost {
    private static final int KEPT = 4;

    private final ServerSocket server;
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<Socket>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<String>());
    /** So that each request for it has a connection of its own. */
    private final CyclicBarrier together = new CyclicBarrier(KEPT);

    private final String status;

    private RedirectedPost(int port, String status) throws IOException {
        this.status = status;
        server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    }

    public static void main(String[] args) throws Exception {
        new RedirectedPost(Integer.parseInt(args[0]), args[1]).run();
        System.out.flush();
        System.exit(0);
    }

    private void run() throws Exception {
        start(this::accept);
        for (int round = 0; round < 4; round++) {
            keepConnections();
            for (Socket socket : open.toArray(new Socket[0])) {
                socket.close();
            }
            open.clear();
            // What is closed in the very moment in which it is used is another matter.
            Thread.sleep(100);
            System.out.println(post());
        }
        Collections.sort(asked);
        System.out.println(asked);
    }

    private void keepConnections() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            threads.add(start(() -> {
                try {
                    answer(open("/kept"));
                } catch (IOException failure) {
                    System.out.println(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) new URL("http://127.0.0.1:" + server.getLocalPort() + path).openConnection();
        connection.setReadTimeout(20_000);
        return connection;
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            while (in.read() >= 0) {
                continue;
            }
        }
        return connection.getResponseCode() + " " + connection.getURL().getPath();
    }

    private String post() {
        try {
            HttpURLConnection connection = open("/begin");
            connection.setDoOutput(true);
            connection.getOutputStream().write("order".getBytes(StandardCharsets.US_ASCII));
            return answer(connection);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end of the program.
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean begins = line.startsWith("POST /begin");
                int length = 0;
                for (String field = in.readLine(); !field.isEmpty(); field = in.readLine()) {
                    length = field.startsWith("Content-Length: ") ? Integer.parseInt(field.substring(16)) : length;
                }
                for (int i = 0; i < length; i++) {
                    in.read();
                }
                if (line.contains("/kept")) {
                    together.await();
                } else if (begins) {
                    // What the JDK itself sends again has no such line before Java 21.
                    asked.add(line.substring(0, line.lastIndexOf(' ')));
                }
                String answer = begins ? status + " Elsewhere\r\nLocation: /end" : "200 OK";
                out.write(("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } catch (Exception broken) {
            // The program has closed it, or this server has.
        }
    }

    private static Thread start(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
