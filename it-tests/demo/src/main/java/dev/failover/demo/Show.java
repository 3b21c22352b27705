package dev.failover.demo;

import dev.failover.it.Replica;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The script: steady calls, the kill at a third, the restart at two thirds. */
final class Show {
    private static final long BETWEEN_CALLS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BETWEEN_FRAMES = TimeUnit.MILLISECONDS.toNanos(100);

    private final Replica a;
    private final Replica b;
    private final List<DemoClient> clients;
    private final View view;
    private final int seconds;
    private String stateOfA = "up";

    Show(Replica a, Replica b, List<DemoClient> clients, View view, int seconds) {
        this.a = a;
        this.b = b;
        this.clients = clients;
        this.view = view;
        this.seconds = seconds;
    }

    void run() throws InterruptedException {
        long length = TimeUnit.SECONDS.toNanos(seconds);
        long start = System.nanoTime();
        long nextCall = 0;
        long nextFrame = 0;
        for (long now = 0; now < length; now = System.nanoTime() - start) {
            if (now >= nextCall) {
                clients.forEach(client -> client.call(a.url()));
                nextCall += BETWEEN_CALLS;
            }
            if (now >= nextFrame) {
                play(now / (double) length);
                frame(now / 1e9, now / (double) length);
                nextFrame += BETWEEN_FRAMES;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(nextCall, nextFrame) - (System.nanoTime() - start));
        }
        clients.forEach(DemoClient::finish);
        frame(seconds, 1);
        view.end();
    }

    private void play(double moment) {
        if (moment > 1 / 3.0 && stateOfA.equals("up")) {
            a.kill();
            stateOfA = "killed (SIGKILL)";
        } else if (moment > 2 / 3.0 && stateOfA.startsWith("killed")) {
            // A JVM takes its time to start; the calls must not wait for it.
            stateOfA = "starting";
            new Thread(() -> a.start(), "restart").start();
        } else if (stateOfA.equals("starting") && a.isReady()) {
            stateOfA = "up again";
        }
    }

    private void frame(double second, double moment) {
        clients.forEach(client -> client.look(moment));
        view.show(new View.Moment(
                second,
                seconds,
                List.of(
                        new View.ServerState("a", a.url(), stateOfA, stateOfA.startsWith("up")),
                        new View.ServerState("b", b.url(), "up", true)),
                clients));
    }
}
