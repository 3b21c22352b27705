package dev.failover.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The sources under {@code src/test/resources}, and how they are compiled. */
final class Sources {
    static final Path ROOT = Path.of("src/test/resources");

    private Sources() {}

    /** All files of a folder, sorted. */
    static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static JavaFileObject source(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        return JavaFileObjects.forSourceString("shop." + name, read(file));
    }

    /**
     * With every lint but those about the compilation itself, and each warning an error. {@code processing} is one of those:
     * it warns of javax.annotation.Generated.
     */
    static Compilation compileStrictly(int release, JavaFileObject... sources) {
        return javac().withProcessors(new FailoverProcessor())
                .withOptions(
                        "--release",
                        Integer.toString(release),
                        "-Xlint:all,-options,-classfile,-processing",
                        "-Xdoclint:all,-missing",
                        "-Werror")
                .compile(sources);
    }
}
