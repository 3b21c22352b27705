package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random input: garbage must never throw, and what is written by the rules must be read as it was meant. */
class IniReaderFuzzTest {
    private static final String[] PIECES = {
        "[",
        "]",
        "=",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\t",
        "#",
        ";",
        "\\",
        "key",
        "service.a",
        "[defaults]\n",
        "x = 1\n",
        "\uFEFF",
        "\uFFFD",
        "\u0000",
        "\u00e4",
        "\ud83d\ude00",
        "\ud83d",
        "${env:",
        "}",
        "%",
        "\"",
        "'",
        ",",
        "\u2028"
    };

    @Test
    void garbageNeverThrowsAndKeepsTheInvariants() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Problems problems = new Problems();
            List<IniEntry> entries = IniReader.read(text.toString(), "f.ini", problems);
            int lines = text.toString().split("\r\n|\r|\n", -1).length;
            Set<String> seen = new HashSet<>();
            for (IniEntry entry : entries) {
                assertThat(seen.add(entry.section + "\n" + entry.key))
                        .as("seed %d, text %d: key twice", seed, i)
                        .isTrue();
                assertThat(entry.key)
                        .as("seed %d, text %d", seed, i)
                        .isNotEmpty()
                        .isEqualTo(entry.key.trim());
                assertThat(entry.value).as("seed %d, text %d", seed, i).isEqualTo(entry.value.trim());
                assertThat(entry.line).as("seed %d, text %d", seed, i).isBetween(1, lines);
                assertThat(entry.sectionLine).as("seed %d, text %d", seed, i).isBetween(1, entry.line);
            }
            for (Problem problem : problems.list()) {
                assertThat(problem.toString()).as("seed %d, text %d", seed, i).matches("f\\.ini:\\d+: [^\\p{Cntrl}]+");
            }
        }
    }

    @Test
    void whatIsWrittenByTheRulesIsReadBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Map<String, String> expected = new LinkedHashMap<>();
            String text = write(random, expected);
            Problems problems = new Problems();
            Map<String, String> actual = new LinkedHashMap<>();
            for (IniEntry entry : IniReader.read(text, "f.ini", problems)) {
                actual.put(entry.section + "|" + entry.key, entry.value);
            }
            assertThat(actual).as("seed %d, text %d:%n%s", seed, i, text).isEqualTo(expected);
            assertThat(problems.list())
                    .as("seed %d, text %d:%n%s", seed, i, text)
                    .isEmpty();
        }
    }

    private static String write(Random random, Map<String, String> expected) {
        String end = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder text = new StringBuilder();
        int keys = 0;
        for (int section = random.nextInt(4); section >= 0; section--) {
            noise(random, text, end);
            text.append("[section.")
                    .append(section)
                    .append(random.nextBoolean() ? "]" : " ] ")
                    .append(end);
            for (int n = random.nextInt(5); n > 0; n--) {
                noise(random, text, end);
                String key = "key-" + keys++;
                List<String> parts = new ArrayList<>();
                for (int part = 1 + random.nextInt(3); part > 0; part--) {
                    parts.add(value(random));
                }
                text.append(key).append(random.nextBoolean() ? "=" : "  = ").append(parts.get(0));
                for (String part : parts.subList(1, parts.size())) {
                    text.append(end).append(random.nextBoolean() ? "\t" : "   ").append(part);
                }
                text.append(end);
                expected.put("section." + section + "|" + key, String.join(" ", parts));
            }
        }
        return text.toString();
    }

    private static void noise(Random random, StringBuilder text, String end) {
        for (int n = random.nextInt(3); n > 0; n--) {
            text.append(random.nextBoolean() ? "" : random.nextBoolean() ? "# x = 1" : "; [no]")
                    .append(end);
        }
    }

    /** Begins with a letter and has a colon first, so that as a continuation it looks like no setting of its own. */
    private static String value(Random random) {
        String alphabet = "abz09 ,;#=[]\\\"'${}:/.-%\u00e4\u20ac";
        StringBuilder value = new StringBuilder("v:");
        for (int n = random.nextInt(12); n > 0; n--) {
            value.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return value.toString().trim();
    }
}
