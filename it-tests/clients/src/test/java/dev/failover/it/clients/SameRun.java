package dev.failover.it.clients;

import acme.suite.same.SameResults;
import acme.suite.same.Trial;
import acme.suite.same.Where;
import dev.failover.it.BlackHole;
import dev.failover.it.Jdk;
import dev.failover.it.Program;
import dev.failover.it.TestCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes trials with one client, with the agent or without, always against the same two servers. */
final class SameRun implements Closeable {
    static final String HERE = "127.0.0.1";
    static final String THERE = "127.0.0.2";
    /** No port that anybody is given, on an address of our own. */
    private static final String CLOSED = "127.0.0.3:1";

    private static final String SILENT = "127.0.0.4";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Client.Version version;
    private final Jdk jdk;
    private final Adapters adapters;
    private final Path directory;
    private final Map<Integer, Trial> trials = new ConcurrentHashMap<>();
    private final RawLog log = new RawLog();
    private final RawServer here;
    private final RawServer there;
    private final RawServer secure;
    private final RawHttp2Server http2;
    private final BlackHole silent;
    private final TestCertificate certificate;
    private final Where where;

    /** What program and servers saw of one trial. */
    record Seen(String program, List<String> server) {}

    /** By the number of the trial; other requests; how many connections there were; what was said on standard error. */
    record Result(Map<Integer, Seen> seen, List<String> ofNoTrial, int connections, List<String> said) {}

    SameRun(Client.Version version, Jdk jdk, Adapters adapters, TestCertificate certificate, Path directory)
            throws IOException, GeneralSecurityException {
        this.version = version;
        this.jdk = jdk;
        this.adapters = adapters;
        this.directory = directory;
        this.certificate = certificate;
        here = new RawServer(HERE, null, log, this::trial);
        there = new RawServer(THERE, null, log, this::trial);
        secure = new RawServer(HERE, certificate.context(), log, this::trial);
        http2 = new RawHttp2Server(HERE, certificate.context(), log, this::trial);
        silent = new BlackHole(SILENT);
        where = new Where(here.address(), there.address(), secure.address(), http2.address(), CLOSED, silent.address());
    }

    Trial trial(int number) {
        return trials.computeIfAbsent(number, missing -> new Trial(missing, where));
    }

    Result run(Collection<Integer> groups, boolean withAgent) throws IOException {
        Program.Builder program =
                Program.on(jdk).classPath(adapters.classPath(version)).properties(certificate.trustedBy());
        if (withAgent) {
            Path file = directory.resolve("same-" + here.address().replace(':', '-') + ".ini");
            Files.writeString(file, configuration());
            program.agent(Path.of(Adapters.property("failover.agent.jar")), "config=" + file);
        }
        // What is kept for the whole JVM would be mixed up by two callers.
        String threads = version.client() == Client.URL ? "1" : "3";
        try (Program running = program.start(
                directory,
                SameResults.class,
                version.client().adapter(),
                where.toString(),
                log.address(),
                groups.stream().map(String::valueOf).collect(Collectors.joining(",")),
                threads)) {
            Program.Finished finished = running.finish(PATIENCE);
            if (finished.exitCode() != 0) {
                throw new IllegalStateException(version + " ends with " + finished.exitCode() + ": "
                        + String.join("\n", finished.errorLines()));
            }
            Map<Integer, List<String>> requests = log.take();
            return new Result(
                    seen(finished.outLines(), requests),
                    requests.getOrDefault(RawLog.UNKNOWN, List.of()),
                    log.takeConnections(),
                    finished.errorLines());
        }
    }

    /** Everything on loopback belongs to a service of one endpoint; all else is left as it is by default. */
    private String configuration() {
        return "[service.all]\nendpoints = http://" + here.address() + "\nmatch = http://127.0.0.1:*\n"
                + "[service.other]\nendpoints = http://" + there.address() + "\nmatch = http://127.0.0.2:*\n"
                + "[service.secure]\nendpoints = https://" + secure.address() + "\n"
                + "[service.closed]\nendpoints = http://" + CLOSED + "\n"
                + "[service.silent]\nendpoints = http://" + silent.address() + "\n"
                + "[service.http2]\nendpoints = https://" + http2.address() + "\n";
    }

    private static Map<Integer, Seen> seen(List<String> lines, Map<Integer, List<String>> requests) {
        Map<Integer, Seen> seen = new TreeMap<>();
        for (String line : lines) {
            if (line.startsWith("TRIAL\t")) {
                String[] fields = line.split("\t", 3);
                int number = Integer.parseInt(fields[1]);
                seen.put(number, new Seen(fields[2].replace("\\n", "\n"), requests.getOrDefault(number, List.of())));
            }
        }
        return seen;
    }

    @Override
    public void close() throws IOException {
        here.close();
        there.close();
        secure.close();
        http2.close();
        silent.close();
        log.close();
    }
}
