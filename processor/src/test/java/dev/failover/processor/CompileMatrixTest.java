package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated of all interfaces in {@code good/}, for every Java and by every compiler, without a warning. */
class CompileMatrixTest {
    /** Files that say something beside types of a later Java than 8. */
    private static List<Path> sources() {
        return Stream.concat(Sources.in("good").stream(), Sources.in("good/support").stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 17})
    void compilesForRelease(int release) {
        assertThat(Sources.compileStrictly(
                        release, sources().stream().map(Sources::source).toArray(JavaFileObject[]::new)))
                .succeededWithoutWarnings();
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {21, 25, 26})
    void compilesWithTheCompilerOf(int version, @TempDir Path folder) throws IOException, InterruptedException {
        Optional<OutsideCompiler> compiler = OutsideCompiler.find(version);
        assumeTrue(compiler.isPresent(), OutsideCompiler.missing(version));
        OutsideCompiler.Result result = compiler.get()
                .compile(
                        folder,
                        sources(),
                        "--release",
                        Integer.toString(version),
                        "-implicit:none",
                        "-Xlint:all,-options,-classfile,-processing",
                        "-Werror");
        assertThat(result.output()).isEmpty();
        assertThat(result.succeeded()).isTrue();
    }

    @Test
    void compilesWithEclipse(@TempDir Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "--release",
                "17",
                "-failOnWarning",
                // javac and the processor know warnings that it does not, and the other way round.
                "-warn:-warningToken",
                "-d",
                folder.toString(),
                "-s",
                folder.toString(),
                "-cp",
                OutsideCompiler.classPath(),
                "-processorpath",
                OutsideCompiler.classPath(),
                "-processor",
                FailoverProcessor.class.getName()));
        sources().forEach(source -> command.add(source.toString()));
        StringWriter output = new StringWriter();
        boolean succeeded = BatchCompiler.compile(
                command.toArray(String[]::new), new PrintWriter(output), new PrintWriter(output), null);
        assertThat(output.toString()).isEmpty();
        assertThat(succeeded).isTrue();
        for (Path source : Sources.in("expected")) {
            Path generated = folder.resolve("shop").resolve(source.getFileName());
            assertThat(Files.readString(generated)).as(generated.toString()).isEqualTo(Sources.read(source));
        }
    }
}
