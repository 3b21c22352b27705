package acme.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Reads commands from standard input until it ends and hands each to a client, at most {@code concurrency} at a time.
 * So whoever feeds the input decides how far the program gets, and a program whose parent is gone ends by itself.
 */
final class Loop {
    /** Starts one call; {@code done} must be run when its line is printed. */
    interface Client {
        void call(Command command, Runnable done) throws InterruptedException;
    }

    private Loop() {}

    static void run(int concurrency, Client client) throws IOException, InterruptedException {
        System.out.println("START\t" + System.getProperty("java.specification.version"));
        Semaphore free = new Semaphore(concurrency);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            free.acquire();
            client.call(new Command(++number, line), free::release);
        }
        free.acquire(concurrency);
        System.out.println("END\t" + number);
    }
}
