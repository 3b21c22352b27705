package dev.failover.agent.client.url;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.Revalidation;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;

/** The program's request once more, by a connection of its own: it validates what has answered the program. */
final class UrlBehind implements Behind.Work {
    private final FailoverExchange exchange;

    private UrlBehind(FailoverExchange exchange) {
        this.exchange = exchange;
    }

    /** By the program's own thread. */
    static void start(AgentEngine engine, Opener opener, Recording programs, Revalidation revalidation)
            throws IOException {
        HttpURLConnection own = opener.openAgain();
        programs.replay(own);
        Recording recording = programs.on(own);
        Behind.start(
                engine,
                revalidation,
                new UrlBehind(new FailoverExchange(own, opener, recording, engine, revalidation)));
    }

    /** Read to its end, the answer is stored. */
    @Override
    public void run(Behind behind) throws IOException {
        try {
            InputStream body = exchange.responseCode() < 400 ? exchange.inputStream() : exchange.errorStream();
            if (body != null) {
                byte[] some = new byte[8192];
                while (body.read(some) >= 0) {
                    // Whoever records it hears it.
                }
                body.close();
            }
        } catch (IOException failure) {
            // A connection that failed in the middle is of no use to the next request.
            exchange.disconnect();
            throw failure;
        } finally {
            behind.end();
        }
    }

    @Override
    public void abort() {
        exchange.disconnect();
    }
}
