package dev.failover.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import acme.suite.Case;
import acme.suite.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed table is that of this suite: who adds a client, a version or a case records it. */
class ClientTableTest {
    private static final Path TABLE = Path.of("../../docs/clients.md");

    @Test
    void namesTheSameClientsVersionsAndCases() throws IOException {
        assertThat(named(Files.readString(TABLE)))
                .as("-Dclients=all -Dclients.record=true writes " + TABLE)
                .containsExactlyElementsOf(named(new Table(Map.of()).text()));
    }

    @Test
    void anotherCaseWouldBeMissed() {
        String table = new Table(Map.of()).text();
        String name = Cases.all().stream().map(Case::name).findFirst().orElseThrow();

        assertThat(named(table.replace("- `" + name + "`\n", ""))).isNotEqualTo(named(table));
    }

    /** The first two columns of each row, the headings, and the list of cases. */
    private static List<String> named(String table) {
        return table.lines()
                .flatMap(line -> line.startsWith("| ")
                        ? Stream.of(line.split("\\|")[1].trim() + " " + line.split("\\|")[2].trim())
                        : line.startsWith("- `") || line.startsWith("## ") ? Stream.of(line) : Stream.empty())
                .toList();
    }
}
