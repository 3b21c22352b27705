package dev.failover.it.clients;

import acme.suite.Suite;
import dev.failover.it.ProgramCompiler;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles adapters against the jars of the version that they are to be run with. */
final class Adapters {
    private final Path sources = Path.of(property("clients.sources"));
    private final Path target = Path.of(property("clients.target"));
    private final Map<Client.Version, List<String>> compiled = new ConcurrentHashMap<>();

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is missing; Maven's failsafe sets it");
        }
        return value;
    }

    /** The class path of the suite with this client. */
    List<String> classPath(Client.Version version) {
        return compiled.computeIfAbsent(version, this::compile);
    }

    private List<String> compile(Client.Version version) {
        String client = version.client().id();
        Path classes = target.resolve("adapters").resolve(client).resolve(version.number());
        List<Path> path = new ArrayList<>();
        path.add(suite());
        path.addAll(ProgramCompiler.files(target.resolve("jars").resolve(client).resolve(version.number()), ".jar"));
        List<Path> files = ProgramCompiler.files(sources.resolve(client), ".java");
        ProgramCompiler.compile(version.client().release(), files, path, classes);
        path.add(classes);
        return path.stream().map(Path::toString).toList();
    }

    private static Path suite() {
        try {
            return Path.of(Suite.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
