package dev.failover.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A Java that forks run on.
 *
 * @param version the feature version, such as 17
 */
record Jdk(int version, Path home) {
    private static final List<Integer> WANTED = List.of(17, 25);

    /**
     * Those that are named, else 17 and 25 wherever they are found: in {@code TEST_JDKS/VERSION}, as the Java that runs
     * this, or beside it. One that is not found is reported by {@code missing} and left out.
     *
     * @param named homes, separated by commas; empty for none
     * @throws IllegalArgumentException if something that is named is no JDK
     */
    static List<Jdk> find(String named, List<String> missing) {
        List<Jdk> found = new ArrayList<>();
        if (!named.isEmpty()) {
            for (String home : named.split(",")) {
                Path path = Path.of(home.trim());
                int version = versionOf(path);
                if (version == 0) {
                    throw new IllegalArgumentException(
                            "bench.jdks names " + path + ", which is no JDK: it has no bin/java, or no release file");
                }
                found.add(new Jdk(version, path));
            }
            return found;
        }
        List<Path> places = places();
        for (int version : WANTED) {
            Path home = places.stream()
                    .filter(place -> versionOf(place) == version)
                    .findFirst()
                    .orElse(null);
            if (home == null) {
                missing.add("JDK " + version + " is not here: it is neither in $TEST_JDKS/" + version + " nor beside "
                        + running() + ". Name it with -Dbench.jdks=HOME,HOME; going on without it.");
            } else {
                found.add(new Jdk(version, home));
            }
        }
        if (found.isEmpty()) {
            found.add(new Jdk(Runtime.version().feature(), running()));
        }
        return found;
    }

    Path java() {
        return home.resolve("bin/java");
    }

    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        String fetched = System.getenv("TEST_JDKS");
        if (fetched != null && !fetched.isEmpty()) {
            WANTED.forEach(version -> places.add(Path.of(fetched, Integer.toString(version))));
        }
        places.add(running());
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(running().resolveSibling(""))) {
            beside.forEach(places::add);
        } catch (IOException unreadable) {
            return places;
        }
        return places;
    }

    private static Path running() {
        return Path.of(System.getProperty("java.home"));
    }

    /** What the home's {@code release} file says; 0 when there is none. */
    private static int versionOf(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException noJdk) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Files.isExecutable(home.resolve("bin/java")) ? Integer.parseInt(version.split("[.+-]")[0]) : 0;
    }
}
