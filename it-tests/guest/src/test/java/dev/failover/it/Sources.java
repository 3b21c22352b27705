package dev.failover.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The programs, each compiled once for the Java version and the libraries that it wants. */
enum Sources {
    CALLS(8),
    JDK(11, CALLS),
    APACHE4(8, CALLS),
    APACHE40(8, CALLS),
    OKHTTP(8, CALLS),
    WEBAPP(8, CALLS),
    TOMCAT(8, CALLS),
    ATTACH(8, CALLS),
    BUNDLE(8, CALLS),
    OSGI(8),
    SPRING(8, CALLS),
    VIRTUAL(8, CALLS),
    WAITING(11),
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
            case CALLS, JDK, ATTACH, VIRTUAL, WAITING -> List.of();
            case SPRING -> SpringBootIT.libraries();
            case APACHE4, APACHE40, MODULE -> Jars.apache4("4.5.14");
            case OKHTTP -> Jars.okHttp();
            case BUNDLE, OSGI -> List.of(Jars.named("org.apache.felix.framework-7.0.5.jar"));
            case WEBAPP, TOMCAT -> Jars.tomcat();
        };
    }

    private Path compile() {
        List<Path> path = new ArrayList<>(libraries());
        needed.forEach(other -> path.add(other.classes()));
        String name = name().toLowerCase(java.util.Locale.ROOT);
        Path classes = Jars.directory().resolve("target/programs/" + name);
        List<Path> java = new ArrayList<>();
        for (String folder : this == MODULE ? List.of("module", "calls", "jdk", "apache4") : List.of(name)) {
            java.addAll(files(Jars.directory().resolve("src/programs/" + folder)));
        }
        if (this == MODULE) {
            ProgramCompiler.compileModule(release, java, path, classes);
        } else {
            ProgramCompiler.compile(release, java, path, classes);
        }
        return classes;
    }

    static List<Path> files(Path directory) {
        return ProgramCompiler.files(directory, "");
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
