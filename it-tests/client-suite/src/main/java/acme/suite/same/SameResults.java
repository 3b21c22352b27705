package acme.suite.same;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the calls of all {@link Trial}s and prints for each what the program sees of it: {@code TRIAL}, number, text, with tabs
 * between.
 */
public final class SameResults {
    /** What a client needs to tell of a head that has come. */
    private static final long HEAD_COMES = 400;

    /** When a client that is not connected yet is connecting. */
    private static final long CONNECTING = 150;

    private static final long PATIENCE_SECONDS = 40;

    private final Adapter adapter;
    private final Where where;
    private final String control;
    private final PrintStream out;

    private SameResults(Adapter adapter, Where where, String control, PrintStream out) {
        this.adapter = adapter;
        this.where = where;
        this.control = control;
        this.out = out;
    }

    /** Name of the adapter's class, {@link Where} the servers are, HOST:PORT of that which knows what they got, groups of trials such as 0,1,4, threads. */
    public static void main(String[] args) throws Exception {
        Adapter adapter =
                (Adapter) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        System.out.println("START\t" + System.getProperty("java.specification.version"));
        new SameResults(adapter, Where.of(args[1]), args[2], System.out)
                .run(args[3].split(","), Integer.parseInt(args[4]));
        // Clients leave threads behind that are no daemons.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void run(String[] numbers, int threads) throws Exception {
        ExecutorService groups = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (String number : numbers) {
            int from = Integer.parseInt(number) * Trial.OF_GROUP;
            running.add(groups.submit(() -> {
                group(from, from + Trial.OF_GROUP);
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private void group(int from, int end) throws Exception {
        Setup setup = Trial.setup(from / Trial.OF_GROUP);
        if (setup.http2 && !has(Feature.HTTP2)) {
            for (int number = from; number < end; number++) {
                print(number, "no HTTP/2");
            }
            return;
        }
        ClientUnderTest client = adapter.open(setup);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            for (int number = from; number < end; number++) {
                Trial trial = new Trial(number, where);
                Future<String> told = caller.submit(() -> seen(client, trial));
                try {
                    print(number, told.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                    if (isConnecting(trial) && isHanging(trial)) {
                        // The connection goes on to be opened, and some clients let its end be that of the next call.
                        Thread.sleep(setup.connectMillis);
                    }
                } catch (TimeoutException hangs) {
                    // The client may be of no use any more.
                    print(number, "hangs");
                    caller.shutdownNow();
                    caller = Executors.newSingleThreadExecutor();
                }
            }
        } finally {
            caller.shutdownNow();
            try {
                client.close();
            } catch (IOException stuck) {
                // Some do not end who wait for an answer still; they end with this JVM.
            }
        }
    }

    private synchronized void print(int number, String text) {
        out.println("TRIAL\t" + number + "\t"
                + text.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n"));
        out.flush();
    }

    private String seen(ClientUnderTest client, Trial trial) throws Exception {
        Told told = new Told();
        Ask ask = suited(trial.ask);
        try {
            if (trial.way == Trial.Way.ABORT && has(Feature.ABORT)) {
                abort(client, ask, trial, told);
            } else if (trial.way == Trial.Way.SEND || trial.way == Trial.Way.ABORT || !has(Feature.ASYNC)) {
                if (isHanging(trial)) {
                    return "nothing to give up";
                }
                told.answer(client.send(ask));
            } else {
                start(client, ask, trial, told);
            }
        } catch (Throwable thrown) {
            told.thrown("call", thrown);
        }
        return told.toString();
    }

    private boolean has(Feature feature) {
        return adapter.traits().has(feature);
    }

    private static boolean isConnecting(Trial trial) {
        return trial.kind().startsWith(Answering.NO_CONNECTION);
    }

    private static boolean isHanging(Trial trial) {
        return trial.way.givesUp();
    }

    /** Without what the client cannot do. */
    private Ask suited(Ask ask) {
        Traits traits = adapter.traits();
        if (!traits.has(Feature.EXPECT_CONTINUE)) {
            ask.expectContinue = false;
        }
        if (traits.has(Feature.READ_TIMEOUT)) {
            ask.callMillis = 0;
        }
        return ask;
    }

    private void start(ClientUnderTest client, Ask ask, Trial trial, Told told) throws Exception {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        Pending pending = client.start(ask, (answer, failure) -> {
            if (failure == null) {
                done.complete(answer);
            } else {
                done.completeExceptionally(failure);
            }
        });
        if (isHanging(trial)) {
            if (!has(Feature.CANCEL)) {
                told.line("cannot be given up");
                return;
            }
            awaitRequest(trial);
            if (trial.kind().startsWith(Answering.IN_BODY) && giveUpBody(done, told)) {
                return;
            }
            pending.cancel();
        }
        try {
            told.answer(done.get());
        } catch (ExecutionException failure) {
            told.thrown("callback", failure.getCause());
        }
    }

    /** Whether the program has got the head: what it gives up then is the body. */
    private static boolean giveUpBody(CompletableFuture<Answer> done, Told told) throws Exception {
        try {
            Answer answer = done.get(HEAD_COMES, TimeUnit.MILLISECONDS);
            told.head(answer);
            answer.close();
            return true;
        } catch (TimeoutException nothing) {
            return false;
        }
    }

    private void abort(ClientUnderTest client, Ask ask, Trial trial, Told told) throws Exception {
        Thread aborts = new Thread(
                () -> {
                    try {
                        awaitRequest(trial);
                        if (trial.kind().startsWith(Answering.IN_BODY)) {
                            Thread.sleep(HEAD_COMES);
                        }
                        ask.abortable.run();
                    } catch (Exception thrown) {
                        told.thrown("abort", thrown);
                    }
                },
                "aborts");
        aborts.setDaemon(true);
        aborts.start();
        try {
            told.answer(client.send(ask));
        } finally {
            aborts.join();
        }
    }

    /** Until the server has the request of a trial and has written what it writes, or until a client is connecting. */
    private void awaitRequest(Trial trial) throws Exception {
        if (isConnecting(trial)) {
            Thread.sleep(CONNECTING);
            return;
        }
        int colon = control.lastIndexOf(':');
        try (Socket socket = new Socket(control.substring(0, colon), Integer.parseInt(control.substring(colon + 1)))) {
            OutputStream ask = socket.getOutputStream();
            ask.write((trial.number + "\n").getBytes(StandardCharsets.US_ASCII));
            ask.flush();
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line == null) {
                throw new IllegalStateException("the server never got " + trial);
            }
        }
    }
}
