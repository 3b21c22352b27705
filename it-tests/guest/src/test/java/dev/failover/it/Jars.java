package dev.failover.it;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Maven has put aside for the programs. */
final class Jars {
    /** The core that each version of the client was released with, or the next one. */
    private static final Map<String, String> CORES = Map.of(
            "4.0.3", "4.0.1",
            "4.1.3", "4.1.4",
            "4.2.6", "4.2.5",
            "4.3.5", "4.3.2",
            "4.3.6", "4.3.3",
            "4.4.1", "4.4.1",
            "4.5.2", "4.4.5",
            "4.5.3", "4.4.6",
            "4.5.13", "4.4.13",
            "4.5.14", "4.4.16");

    private Jars() {}

    /** The directory of this module. */
    static Path directory() {
        String directory = System.getProperty("guest.directory");
        if (directory == null) {
            throw new IllegalStateException(
                    "-Dguest.directory must name the module's directory; Maven's failsafe sets it");
        }
        return Path.of(directory);
    }

    static Path named(String file) {
        Path jar = directory().resolve("target/jars").resolve(file);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no " + jar + ": mvn package copies it");
        }
        return jar;
    }

    /** The last version of OkHttp that is left alone. */
    static List<Path> okHttp() {
        return List.of(named("okhttp-3.3.1.jar"), named("okio-1.8.0.jar"));
    }

    static List<String> apache4Versions() {
        return CORES.keySet().stream().sorted().toList();
    }

    /** Apache HttpClient 4 with what it needs. */
    static List<Path> apache4(String version) {
        return List.of(
                named("httpclient-" + version + ".jar"),
                named("httpcore-" + CORES.get(version) + ".jar"),
                named("commons-logging-1.2.jar"),
                named("commons-codec-1.11.jar"));
    }

    static List<Path> tomcat() {
        return List.of(named("tomcat-embed-core-9.0.98.jar"), named("tomcat-annotations-api-9.0.98.jar"));
    }

    static String classPath(List<Path> entries) {
        return String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
    }
}
