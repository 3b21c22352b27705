package dev.failover.it.clients;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came for each trial of one run; tells the program when something has come. Thread-safe. */
final class RawLog implements Closeable {
    /** Of requests that name no trial. */
    static final int UNKNOWN = -1;

    private static final long PATIENCE_MILLIS = 10_000;

    private final ServerSocket asked = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<Integer, List<String>> requests = new TreeMap<>();
    private final Set<Integer> answered = new HashSet<>();
    private int connections;

    RawLog() throws IOException {
        Thread thread = new Thread(this::accept, "raw log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where a program asks. */
    String address() {
        return asked.getInetAddress().getHostAddress() + ":" + asked.getLocalPort();
    }

    synchronized void connected() {
        connections++;
    }

    synchronized void add(int trial, String request) {
        // Numbers that a client makes up for a digest.
        String plain =
                request.replaceAll("cnonce=\"[^\"]*\"", "cnonce=...").replaceAll("response=\"[^\"]*\"", "response=...");
        requests.computeIfAbsent(trial, none -> new ArrayList<>()).add(plain);
    }

    /** Whatever is written for a request is written. */
    synchronized void answered(int trial) {
        answered.add(trial);
        notifyAll();
    }

    /** All that has come, which is forgotten here. */
    synchronized Map<Integer, List<String>> take() {
        Map<Integer, List<String>> taken = new TreeMap<>(requests);
        requests.clear();
        answered.clear();
        return taken;
    }

    /** How many connections were opened since the last time. */
    synchronized int takeConnections() {
        int taken = connections;
        connections = 0;
        return taken;
    }

    private void accept() {
        while (!asked.isClosed()) {
            try {
                Socket socket = asked.accept();
                Thread thread = new Thread(() -> tell(socket), "raw log");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void tell(Socket socket) {
        try (socket) {
            int trial = Integer.parseInt(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine());
            if (await(trial)) {
                socket.getOutputStream().write("yes\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The program says that it got no word.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean await(int trial) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!answered.contains(trial)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        asked.close();
    }
}
