package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The defects of the engines before us were written down in three tables, of breakers (B), limiters and bulkheads (L), and
 * retries and time-outs (Y). Each row of them is at least one test whose name begins with the row.
 */
class PitfallRowsTest {
    private static final Pattern NAMED = Pattern.compile("(?:void|ArchRule) ([bly]\\d+)_\\w+");

    @Test
    void everyRowIsATest() throws IOException {
        Set<String> missing = new TreeSet<>();
        rows(missing, 'b', 18);
        rows(missing, 'l', 14);
        rows(missing, 'y', 16);
        try (Stream<Path> sources = Files.walk(Paths.get("src/test/java"))) {
            for (Path source :
                    (Iterable<Path>) sources.filter(file -> file.toString().endsWith("Test.java"))::iterator) {
                Matcher named = NAMED.matcher(Files.readString(source));
                while (named.find()) {
                    missing.remove(named.group(1));
                }
            }
        }
        assertThat(missing).as("rows without a test").isEmpty();
    }

    private static void rows(Set<String> rows, char table, int count) {
        for (int row = 1; row <= count; row++) {
            rows.add(table + Integer.toString(row));
        }
    }
}
