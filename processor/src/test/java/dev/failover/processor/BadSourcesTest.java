package dev.failover.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.failover.processor.check.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
        return Sources.in("bad");
    }

    @ParameterizedTest
    @MethodSource("badSources")
    void isReportedWhereItStands(Path source) {
        List<Expected> expected = expectations(source);
        assertThat(expected).as("expectations in the file").isNotEmpty();
        List<Diagnostic<? extends JavaFileObject>> reported = compile(source);
        List<String> unexpected = new ArrayList<>();
        for (Diagnostic<?> diagnostic : reported) {
            boolean wasExpected = expected.removeIf(e -> matches(e, diagnostic));
            if (!wasExpected) {
                unexpected.add(diagnostic.getLineNumber() + ": " + text(diagnostic));
            }
        }
        assertThat(unexpected).as("reported, but not expected").isEmpty();
        assertThat(expected).as("expected, but not reported among " + reported).isEmpty();
    }

    @Test
    void everyMessageHasABadSource() {
        List<String> texts = badSources().stream()
                .flatMap(source -> compile(source).stream())
                .map(BadSourcesTest::text)
                .toList();
        List<Message> untested = Arrays.stream(Message.values())
                .filter(message -> texts.stream().noneMatch(text -> isOf(message, text)))
                .toList();
        assertThat(untested).isEmpty();
    }

    private static boolean isOf(Message message, String text) {
        // Numbers as arguments suit %d and %s alike.
        String sample = message.text(7, 7, 7, 7, 7, 7);
        String pattern = Arrays.stream(sample.split("7", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .get();
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
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
        String text = text(diagnostic);
        Matcher code = CODE.matcher(text);
        String actual = code.matches() ? code.group(1) : "javac";
        boolean isError = diagnostic.getKind() == Diagnostic.Kind.ERROR;
        return (diagnostic.getLineNumber() == Diagnostic.NOPOS || expected.line == diagnostic.getLineNumber())
                && expected.kind.equals(isError ? "error" : "warning")
                && expected.code.equals(actual)
                && text.contains(expected.text);
    }

    private static String text(Diagnostic<?> diagnostic) {
        return diagnostic.getMessage(Locale.ENGLISH);
    }

    private static List<Diagnostic<? extends JavaFileObject>> compile(Path source) {
        // With annotations of other libraries, which these tests need not have.
        JavaFileObject[] sources = Stream.concat(Stream.of(source), Sources.in("bad/support").stream())
                .map(Sources::source)
                .toArray(JavaFileObject[]::new);
        Compilation compilation =
                javac().withProcessors(new FailoverProcessor()).compile(sources);
        return new ArrayList<>(compilation.diagnostics().stream()
                .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
                .toList());
    }
}
