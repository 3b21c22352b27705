package acme.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks the servers what came. By a plain socket: no client under test must see this. */
final class ServerLog {
    private final String host;
    private final int port;

    private final long patience;

    /** Patience in milliseconds. */
    ServerLog(String address, long patience) {
        this.patience = patience;
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
    }

    /** What came for a case by now, in the order of arrival. */
    List<Received> of(String key) throws IOException {
        return ask("LOG\t" + key + "\t0\t0");
    }

    /** Waits until so many requests have come. */
    List<Received> await(String key, int count) throws IOException {
        return ask("LOG\t" + key + "\t" + count + "\t" + patience);
    }

    private List<Received> ask(String question) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            out.write(question + "\n");
            out.flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<Received> received = new ArrayList<>();
            for (String line = in.readLine(); !"END".equals(line); line = in.readLine()) {
                if (line == null || line.startsWith("NO")) {
                    throw new IOException("the servers' log: " + line + " for " + question + ", so far " + received);
                }
                received.add(Received.parse(line));
            }
            return received;
        }
    }
}
