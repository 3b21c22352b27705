package dev.failover.processor;

import static com.google.testing.compile.Compiler.javac;

import dev.failover.processor.check.Message;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** What the compiler says of the files in {@code bad/}, each compiled once. */
final class BadSources {
    private static final Map<Path, List<Diagnostic<? extends JavaFileObject>>> COMPILED = new ConcurrentHashMap<>();

    private BadSources() {}

    static List<Path> all() {
        return Sources.in("bad");
    }

    static List<Diagnostic<? extends JavaFileObject>> compile(Path source) {
        return COMPILED.computeIfAbsent(source, BadSources::report);
    }

    private static List<Diagnostic<? extends JavaFileObject>> report(Path source) {
        // With annotations of other libraries, which these tests need not have.
        JavaFileObject[] sources = Stream.concat(Stream.of(source), Sources.in("bad/support").stream())
                .map(Sources::source)
                .toArray(JavaFileObject[]::new);
        return javac().withProcessors(new FailoverProcessor()).compile(sources).diagnostics().stream()
                .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
                .<Diagnostic<? extends JavaFileObject>>map(d -> d)
                .toList();
    }

    static String text(Diagnostic<?> diagnostic) {
        return diagnostic.getMessage(Locale.ENGLISH);
    }

    /** The message as it is first reported for one of the files. */
    static Optional<String> example(Message message) {
        return all().stream()
                .flatMap(source -> compile(source).stream())
                .map(BadSources::text)
                .filter(text -> isOf(message, text))
                .findFirst();
    }

    /** Whether it is that message, and not one of more words whose pattern fits as well. */
    private static boolean isOf(Message message, String text) {
        return fits(message, text)
                && Arrays.stream(Message.values())
                        .noneMatch(other ->
                                sample(other).length() > sample(message).length() && fits(other, text));
    }

    private static boolean fits(Message message, String text) {
        String pattern = Arrays.stream(sample(message).split("7", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .get();
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
    }

    /** Numbers as arguments suit %d and %s alike. */
    static String sample(Message message) {
        return message.text(7, 7, 7, 7, 7, 7, 7);
    }
}
