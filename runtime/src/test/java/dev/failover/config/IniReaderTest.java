package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IniReaderTest {
    private final Problems problems = new Problems();

    @Test
    void readsKeysOfSections() {
        assertThat(read("[defaults]\ndeadline = 2s\n\n[service.orders]\nendpoints=https://a\n"))
                .containsExactly("2 defaults|deadline|2s", "5 service.orders|endpoints|https://a");
        assertNoProblems();
    }

    @Test
    void allEndsOfLinesCount() {
        assertThat(read("[a]\r\nx = 1\ry = 2\r\n\r\nz = 3")).containsExactly("2 a|x|1", "3 a|y|2", "5 a|z|3");
        assertNoProblems();
    }

    @Test
    void commentsStandOnLinesOfTheirOwn() {
        assertThat(read("# one\n; two\n[a]\nx = 1 # no comment ; none either\n  # indented\ny = #2"))
                .containsExactly("4 a|x|1 # no comment ; none either", "6 a|y|#2");
        assertNoProblems();
    }

    @Test
    void valuesAreRaw() {
        assertThat(read("[a]\nx = C:\\temp\\new\ny = \"quoted\"\nz = a=b = c\nempty ="))
                .containsExactly("2 a|x|C:\\temp\\new", "3 a|y|\"quoted\"", "4 a|z|a=b = c", "5 a|empty|");
        assertNoProblems();
    }

    @Test
    void whiteSpaceContinuesAValue() {
        assertThat(read("[a]\nendpoints =\n  https://a,\n# https://x,\n\t# https://y,\n\thttps://b?c=d\nx = 1"))
                .containsExactly("2 a|endpoints|https://a, https://b?c=d", "7 a|x|1");
        assertNoProblems();
    }

    @Test
    void emptyLineEndsAValue() {
        assertThat(read("[a]\nx = 1\n\n  2\n")).containsExactly("2 a|x|1");
        assertProblems("ERROR f.ini:4: the line begins with white space, but there is no value above that it could"
                + " continue; remove the white space");
    }

    @Test
    void indentedSettingIsPointedOut() {
        assertThat(read("[a]\nx = 1\n  y = 2\n")).containsExactly("2 a|x|1 y = 2");
        assertProblems("WARNING f.ini:3: the line begins with white space, so it continues the value of 'x' (line 2);"
                + " remove the white space if it stands for itself");
    }

    @Test
    void duplicateKeyNamesBothLines() {
        assertThat(read("[a]\nx = 1\ny = 2\nx = 3\n  4\n")).containsExactly("2 a|x|1", "3 a|y|2");
        assertProblems("ERROR f.ini:4: duplicate key 'x' in [a], line 2 has it too and counts;"
                + " remove one of the two lines");
    }

    @Test
    void repeatedSectionIsMergedWithAWarning() {
        assertThat(read("[a]\nx = 1\n[b]\nx = 2\n[ a ]\ny = 3\nx = 4"))
                .containsExactly("2 a|x|1", "4 b|x|2", "6 a|y|3");
        assertProblems(
                "WARNING f.ini:5: section [a] has begun on line 1 already; both are read as one",
                "ERROR f.ini:7: duplicate key 'x' in [a], line 2 has it too and counts; remove one of the two lines");
    }

    @Test
    void keyBeforeTheFirstSectionIsOneError() {
        assertThat(read("x = 1\ny = 2\n[a]\nz = 3")).containsExactly("4 a|z|3");
        assertProblems("ERROR f.ini:1: the file begins with a key; write [defaults] or [service.NAME] on a line"
                + " before it");
    }

    @Test
    void brokenHeaderSkipsItsKeys() {
        assertThat(read("[a\nx = 1\nnonsense\n  more\n[]\ny = 2\n[b] # c\nz = 3\n[d]\nw = 4"))
                .containsExactly("10 d|w|4");
        assertThat(problems.list()).extracting(Problem::place).containsExactly("f.ini:1", "f.ini:5", "f.ini:7");
    }

    @Test
    void lineWithoutEqualsSaysWhatToWriteButNotTheValue() {
        assertThat(read("[a]\napi-key: hunter2\nhunter2\n= hunter2\n")).isEmpty();
        assertProblems(
                "ERROR f.ini:2: there is no '='; write api-key = VALUE",
                "ERROR f.ini:3: there is no '='; write KEY = VALUE",
                "ERROR f.ini:4: there is no key before '='; write KEY = VALUE");
    }

    @Test
    void lineThatIsNotUtf8IsLeftOut() {
        assertThat(read("# caf\uFFFD\n[a]\nx = caf\uFFFD\ny = 1")).containsExactly("4 a|y|1");
        assertProblems("ERROR f.ini:3: the line is not UTF-8 and is ignored; save the file as UTF-8");
    }

    @Test
    void emptyTextIsFine() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n# only a comment")).isEmpty();
        assertNoProblems();
    }

    private List<String> read(String text) {
        return IniReader.read(text, "f.ini", problems).stream()
                .map(e -> e.line + " " + e.section + "|" + e.key + "|" + e.value)
                .collect(Collectors.toList());
    }

    private void assertNoProblems() {
        assertThat(problems.list()).isEmpty();
    }

    private void assertProblems(String... expected) {
        assertThat(problems.list())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(expected);
    }
}
