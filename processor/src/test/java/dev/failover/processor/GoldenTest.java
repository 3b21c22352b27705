package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each interface in {@code good/} becomes the class in {@code expected/}, with the metadata beside it, and it compiles without a warning. After a change
 * on purpose, {@code mvn -pl processor -am verify -Dgolden.rewrite=true} writes the files anew; read the difference before
 * committing it.
 */
class GoldenTest {
    static List<Path> goodSources() {
        return Sources.in("good");
    }

    @ParameterizedTest
    @MethodSource("goodSources")
    void becomes(Path source) throws IOException {
        Compilation compilation = compile(17, source);
        assertThat(compilation).succeededWithoutWarnings();
        List<JavaFileObject> generated = compilation.generatedSourceFiles();
        assertThat(generated).hasSize(1);
        String code = generated.get(0).getCharContent(false).toString();
        Path expected = Sources.ROOT
                .resolve("expected")
                .resolve(Path.of(generated.get(0).getName()).getFileName());
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(expected, code);
        }
        assertThat(code).isEqualTo(Sources.read(expected));
        hasMetadata(compilation, Path.of(expected.toString().replace(".java", ".json")));
    }

    /** For native images: a client whose types no codec looks into has none. */
    private static void hasMetadata(Compilation compilation, Path expected) throws IOException {
        List<JavaFileObject> resources = compilation.generatedFiles().stream()
                .filter(file -> file.getKind() == JavaFileObject.Kind.OTHER)
                .toList();
        String name = expected.getFileName().toString().replace(".json", "");
        assertThat(resources)
                .allMatch(file ->
                        file.getName().endsWith("/META-INF/native-image/shop/" + name + "/reachability-metadata.json"));
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.deleteIfExists(expected);
            for (JavaFileObject resource : resources) {
                Files.writeString(expected, resource.getCharContent(false));
            }
        }
        assertThat(resources).hasSize(Files.exists(expected) ? 1 : 0);
        for (JavaFileObject resource : resources) {
            assertThat(resource.getCharContent(false).toString()).isEqualTo(Sources.read(expected));
        }
    }

    /** Together with the types in {@code good/support/}, which several of them use. */
    private static Compilation compile(int release, Path source) {
        return Sources.compileStrictly(
                release,
                Stream.concat(Stream.of(source), Sources.in("good/support").stream())
                        .map(Sources::source)
                        .toArray(JavaFileObject[]::new));
    }
}
