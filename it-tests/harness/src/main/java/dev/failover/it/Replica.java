package dev.failover.it;

import acme.replica.ReplicaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replica of a service: a server process that can be killed and started again at the same address. */
public final class Replica implements AutoCloseable {
    private final String id;
    private final Path directory;
    private final String address;
    private final TestCertificate certificate;
    private int port;
    private volatile Child process;

    /** {@code certificate} null: plain http. */
    public Replica(String id, Path directory, String address, TestCertificate certificate) {
        this.id = id;
        this.directory = directory;
        this.address = address;
        this.certificate = certificate;
    }

    /** Starts it at a free port, or where it was before; returns when it accepts connections. */
    public Replica start(String fault) {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("replica " + id + " runs already");
        }
        List<String> command = new ArrayList<>(Java.command(Jdk.current()));
        command.addAll(List.of("-cp", Java.locationOf(ReplicaServer.class), ReplicaServer.class.getName()));
        command.addAll(List.of("id=" + id, "address=" + address, "port=" + port, "log=" + logFile(), "fault=" + fault));
        if (certificate != null) {
            command.addAll(List.of("keystore=" + certificate.file(), "password=" + certificate.password()));
        }
        process = Child.start("replica " + id, directory, Map.of(), command);
        port = Integer.parseInt(process.awaitLine("READY"));
        return this;
    }

    public Replica start() {
        return start("ok");
    }

    /** Whether it runs and accepts connections. */
    public boolean isReady() {
        return process.isAlive() && process.out.all().stream().anyMatch(line -> line.startsWith("READY"));
    }

    /** Takes effect for every request that is read after this returns. */
    public void fault(String fault) {
        long before = process.out.all().size();
        process.send(fault);
        process.await("confirmation of fault " + fault, lines -> lines.size() > before ? true : null);
    }

    /** SIGKILL; returns the exit code. */
    public int kill() {
        return process.kill();
    }

    public String id() {
        return id;
    }

    public String url() {
        if (port == 0) {
            throw new IllegalStateException("replica " + id + " was never started and has no port yet");
        }
        return (certificate == null ? "http://" : "https://") + address + ":" + port;
    }

    /** What it received, over all its lives. */
    public List<LoggedRequest> requests() {
        return log().stream()
                .filter(LoggedRequest::isRequest)
                .map(LoggedRequest::parse)
                .toList();
    }

    /** How many connections it accepted, over all its lives. */
    public long connections() {
        return log().stream().filter(line -> line.startsWith("ACCEPTED")).count();
    }

    public void forgetRequests() {
        try {
            // Truncated, not deleted: a running server appends to this file.
            Files.newOutputStream(logFile()).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> log() {
        try {
            return Files.exists(logFile()) ? Files.readAllLines(logFile()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return directory.resolve("replica-" + id + ".log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
