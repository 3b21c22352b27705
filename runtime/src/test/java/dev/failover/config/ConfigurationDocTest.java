package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.jupiter.api.Test;

/** The table of keys in the documentation is made of the registry. {@code -Dupdate.docs=true} writes it anew. */
class ConfigurationDocTest {
    private static final String BEGIN = "<!-- generated from ConfigKeys: begin -->\n";
    private static final String END = "<!-- generated from ConfigKeys: end -->\n";

    @Test
    void tableAgreesWithTheRegistry() throws IOException {
        Path file = Paths.get("..", "docs", "configuration.md");
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("markers in %s", file).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("update.docs")) {
            text = text.substring(0, begin) + generated() + text.substring(end);
            end = text.indexOf(END);
            Files.writeString(file, text);
        }
        assertThat(text.substring(begin, end))
                .as("docs/configuration.md is not what ConfigKeys says. Regenerate it: mvn -pl runtime -am test"
                        + " -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate.docs=true")
                .isEqualTo(generated());
    }

    @Test
    void everyKeyIsFoundByItsName() {
        for (ConfigKey<?> key : ConfigKeys.all()) {
            assertThat((Object) ConfigKeys.find(key.name())).isSameAs(key);
            assertThat(key.description()).as(key.name()).endsWith(".").doesNotContain("|", "\n");
            assertThat(key.isSecret()).isEqualTo(key.name().equals("api-key"));
        }
    }

    private static String generated() {
        StringBuilder text = new StringBuilder("\n### Of the program\n\n");
        table(text, true);
        text.append("\n### Of a service\n\n");
        table(text, false);
        return text.append('\n').toString();
    }

    private static void table(StringBuilder text, boolean global) {
        text.append("| Key | Value | Default | What it does |\n|---|---|---|---|\n");
        for (ConfigKey<?> key : ConfigKeys.all()) {
            if ((key.scope() == ConfigKey.Scope.GLOBAL) == global) {
                text.append("| `")
                        .append(key.name())
                        .append("` | ")
                        .append(key.type().name())
                        .append(" | ")
                        .append(key.defaultText())
                        .append(" | ")
                        .append(key.description())
                        .append(key.scope() == ConfigKey.Scope.SERVICE_ONLY ? " Not in `[defaults]`." : "")
                        .append(" |\n");
            }
        }
    }
}
