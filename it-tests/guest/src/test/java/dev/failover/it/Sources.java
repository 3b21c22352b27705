package dev.failover.it;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The programs, each compiled once for the Java version and the libraries that it wants. */
enum Sources {
    CALLS(8),
    JDK(11, CALLS),
    APACHE4(8, CALLS),
    APACHE40(8, CALLS),
    WEBAPP(8, CALLS),
    TOMCAT(8, CALLS);

    private static final Map<Sources, Path> COMPILED = new EnumMap<>(Sources.class);

    private final int release;
    private final List<Sources> needed;

    Sources(int release, Sources... needed) {
        this.release = release;
        this.needed = List.of(needed);
    }

    /** The directory of its classes. */
    Path classes() {
        synchronized (COMPILED) {
            Path known = COMPILED.get(this);
            if (known == null) {
                known = compile();
                COMPILED.put(this, known);
            }
            return known;
        }
    }

    private List<Path> libraries() {
        return switch (this) {
            case CALLS, JDK -> List.of();
            case APACHE4, APACHE40 -> Jars.apache4("4.5.14");
            case WEBAPP, TOMCAT -> Jars.tomcat();
        };
    }

    private Path compile() {
        List<Path> path = new ArrayList<>(libraries());
        needed.forEach(other -> path.add(other.classes()));
        String name = name().toLowerCase(java.util.Locale.ROOT);
        Path classes = Jars.directory().resolve("target/programs/" + name);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Jars.directory().resolve("src/programs/" + name))) {
            Files.createDirectories(classes);
            List<String> options = List.of(
                    "--release",
                    "" + release,
                    "-Xlint:-options",
                    "-nowarn",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    Jars.classPath(path));
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call()) {
                throw new IllegalStateException(said.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    /** The class path of some of them together with libraries. */
    static String classPath(List<Path> libraries, Sources... programs) {
        List<Path> path = new ArrayList<>();
        for (Sources program : programs) {
            path.add(program.classes());
        }
        path.addAll(libraries);
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }
}
