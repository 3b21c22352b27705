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
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
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
    TOMCAT(8, CALLS),
    ATTACH(8, CALLS),
    BUNDLE(8, CALLS),
    OSGI(8),
    SPRING(8, CALLS),
    VIRTUAL(8, CALLS),
    /** All of it is one module. */
    MODULE(11);

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
            case CALLS, JDK, ATTACH, VIRTUAL -> List.of();
            case SPRING -> SpringBootIT.libraries();
            case APACHE4, APACHE40, MODULE -> Jars.apache4("4.5.14");
            case BUNDLE, OSGI -> List.of(Jars.named("org.apache.felix.framework-7.0.5.jar"));
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
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            List<String> options = List.of(
                    "--release",
                    "" + release,
                    "-Xlint:-options",
                    "-nowarn",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    this == MODULE ? "-p" : "-cp",
                    Jars.classPath(path));
            List<Path> java = new ArrayList<>();
            for (String folder : this == MODULE ? List.of("module", "calls", "jdk", "apache4") : List.of(name)) {
                java.addAll(files(Jars.directory().resolve("src/programs/" + folder)));
            }
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call()) {
                throw new IllegalStateException(said.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    static List<Path> files(Path classes) throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** The classes of some of them as a jar. */
    static Path jar(Path file, Sources... programs) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Sources program : programs) {
                for (Path one : files(program.classes())) {
                    jar.putNextEntry(
                            new JarEntry(program.classes().relativize(one).toString()));
                    Files.copy(one, jar);
                    jar.closeEntry();
                }
            }
        }
        return file;
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
