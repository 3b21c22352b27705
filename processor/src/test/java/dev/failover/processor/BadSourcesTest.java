package dev.failover.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.processor.check.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code bad/} says in comments what the compiler has to report, and on which line: {@code // error: FS011 Did
 * you mean {id}?}. What follows the code is part of the message; {@code javac} in place of a code stands for an error of the
 * compiler itself. Nothing else may be reported.
 */
class BadSourcesTest {
    private static final Pattern EXPECTATION = Pattern.compile("// (error|warning): (FS\\d{3}|javac)([^/]*)");
    private static final Pattern CODE = Pattern.compile("\\[(FS\\d{3})] .*", Pattern.DOTALL);

    private record Expected(long line, String kind, String code, String text) {}

    static List<Path> badSources() {
        return BadSources.all();
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void isReportedWhereItStands(Path source) {
        List<Expected> expected = expectations(source);
        assertThat(expected).as("expectations in the file").isNotEmpty();
        List<Diagnostic<? extends JavaFileObject>> reported = BadSources.compile(source);
        List<String> unexpected = new ArrayList<>();
        for (Diagnostic<?> diagnostic : reported) {
            boolean wasExpected = expected.removeIf(e -> matches(e, diagnostic));
            if (!wasExpected) {
                unexpected.add(diagnostic.getLineNumber() + ": " + BadSources.text(diagnostic));
            }
        }
        assertThat(unexpected).as("reported, but not expected").isEmpty();
        assertThat(expected).as("expected, but not reported among " + reported).isEmpty();
    }

    @Test
    void everyMessageHasABadSource() {
        assertThat(Arrays.stream(Message.values())
                        .filter(message -> BadSources.example(message).isEmpty()))
                .isEmpty();
    }

    /** The 46 that were planned, the one for annotations of others, and whatever has been added since. */
    @Test
    void everyCodeIsExpectedByABadSource() {
        Set<String> codes = new TreeSet<>();
        IntStream.rangeClosed(1, 46).forEach(number -> codes.add(String.format("FS%03d", number)));
        codes.add("FS050");
        Arrays.stream(Message.values()).map(Message::code).forEach(codes::add);
        Set<String> expected = badSources().stream()
                .flatMap(source -> expectations(source).stream())
                .map(Expected::code)
                .collect(Collectors.toSet());
        assertThat(codes).isSubsetOf(expected);
    }

    /** Else the bad source of one would do for the other. */
    @Test
    void noTwoMessagesReadTheSame() {
        assertThat(Arrays.stream(Message.values()).map(BadSources::sample)).doesNotHaveDuplicates();
    }

    private static List<Expected> expectations(Path source) {
        List<Expected> expected = new ArrayList<>();
        String[] lines = Sources.read(source).split("\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = EXPECTATION.matcher(lines[i]);
            while (matcher.find()) {
                expected.add(new Expected(
                        i + 1,
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3).strip()));
            }
        }
        return expected;
    }

    private static boolean matches(Expected expected, Diagnostic<?> diagnostic) {
        String text = BadSources.text(diagnostic);
        Matcher code = CODE.matcher(text);
        String actual = code.matches() ? code.group(1) : "javac";
        boolean isError = diagnostic.getKind() == Diagnostic.Kind.ERROR;
        return (diagnostic.getLineNumber() == Diagnostic.NOPOS || expected.line == diagnostic.getLineNumber())
                && expected.kind.equals(isError ? "error" : "warning")
                && expected.code.equals(actual)
                && text.contains(expected.text);
    }
}
