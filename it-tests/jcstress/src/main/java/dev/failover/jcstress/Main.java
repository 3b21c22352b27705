package dev.failover.jcstress;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/**
 * {@code mvn -q -Pjcstress verify}: runs the tests in JVMs of the Java that runs this, in the current folder. The exit code
 * is 0 if all tests ran and no result was seen that is forbidden.
 */
public final class Main {
    private Main() {}

    /** @param arguments the mode, a pattern of names of tests, further options of jcstress: each with its name and a = */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        boolean good = false;
        try {
            Effort effort = Effort.of(value("mode", arguments));
            good = run(effort, options(effort, arguments), out);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
        }
        out.flush();
        System.exit(good ? 0 : 1);
    }

    private static String value(String name, String[] arguments) {
        for (String argument : arguments) {
            if (argument.startsWith(name + "=")) {
                return argument.substring(name.length() + 1).trim();
            }
        }
        return "";
    }

    private static Options options(Effort effort, String[] arguments) throws IOException {
        List<String> words = effort.options();
        words.addAll(List.of("-r", "report"));
        String tests = value("test", arguments);
        if (!tests.isEmpty()) {
            words.addAll(List.of("-t", tests));
        }
        words.addAll(List.of(value("options", arguments).split(" +")));
        words.removeIf(String::isEmpty);
        Options options = new Options(words.toArray(new String[0]));
        if (!options.parse()) {
            throw new IllegalArgumentException("These are no options of jcstress: " + words);
        }
        return options;
    }

    private static boolean run(Effort effort, Options options, PrintStream out) throws Exception {
        SortedSet<String> tests = new JCStress(options).getTests();
        if (tests.isEmpty()) {
            throw new IllegalArgumentException("No test has a name like " + options.getTestFilter());
        }
        Path folder = Path.of("").toAbsolutePath();
        out.printf(
                Locale.ROOT,
                "jcstress, mode %s: %d tests on JDK %s; what it says is in %s%n",
                effort,
                tests.size(),
                Runtime.version(),
                folder.resolve("jcstress.log"));
        long begin = System.nanoTime();
        try (PrintStream log = new PrintStream(new FileOutputStream("jcstress.log"), true, StandardCharsets.UTF_8)) {
            // It keeps the stream that is there when it is made.
            System.setOut(log);
            new JCStress(options).run();
        } catch (AssertionError failures) {
            // The summary tells of them, and of tests that did not run as well.
            out.println(failures.getMessage());
        } finally {
            System.setOut(out);
        }
        Summary summary = new Summary(tests, options.getResultFile());
        String text = String.format(
                Locale.ROOT,
                "%s, JDK %s, mode %s, %.1f min: %s",
                LocalDate.now(),
                Runtime.version(),
                effort,
                (System.nanoTime() - begin) / 60e9,
                summary.text());
        out.println(text);
        Files.writeString(folder.resolve("summary.txt"), text + "\n\n" + summary.details());
        return summary.isGood();
    }
}
