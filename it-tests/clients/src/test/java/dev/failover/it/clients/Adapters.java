package dev.failover.it.clients;

import acme.suite.Suite;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

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
        try {
            String client = version.client().id();
            Path classes = target.resolve("adapters").resolve(client).resolve(version.number());
            Files.createDirectories(classes);
            List<String> path = new ArrayList<>();
            path.add(suite());
            path.addAll(files(target.resolve("jars").resolve(client).resolve(version.number()), ".jar"));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter said = new StringWriter();
            List<String> options = List.of(
                    "--release",
                    "" + version.client().release(),
                    "-nowarn",
                    "-Xlint:-options",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    String.join(File.pathSeparator, path));
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                List<String> files = files(sources.resolve(client), ".java");
                if (!compiler.getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromStrings(files))
                        .call()) {
                    throw new IllegalStateException("the adapter does not compile with " + version + ":\n" + said);
                }
            }
            path.add(classes.toString());
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String suite() {
        try {
            return Path.of(Suite.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> files(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
