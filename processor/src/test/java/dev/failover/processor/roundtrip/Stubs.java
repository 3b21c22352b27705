package dev.failover.processor.roundtrip;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.failover.FailoverManager;
import dev.failover.processor.FailoverProcessor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import javax.tools.JavaFileObject;

/** Generates a client when the tests run, as the module cannot process its own tests while it is being built. */
final class Stubs {
    private static final Class<?> STUB = generate();

    private Stubs() {}

    static EchoApi create(FailoverManager manager) {
        try {
            return (EchoApi) STUB.getMethod("create", FailoverManager.class).invoke(null, manager);
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Class<?> generate() {
        try {
            Compilation compilation =
                    javac().withProcessors(new FailoverProcessor()).compile(source("EchoBase"), source("EchoApi"));
            assertThat(compilation).succeededWithoutWarnings();
            for (JavaFileObject file : compilation.generatedFiles()) {
                if (file.getName().endsWith("EchoApiFailover.class")) {
                    return MethodHandles.lookup()
                            .defineClass(file.openInputStream().readAllBytes());
                }
            }
            throw new AssertionError("no client was generated");
        } catch (IOException | IllegalAccessException failure) {
            throw new AssertionError(failure);
        }
    }

    private static JavaFileObject source(String name) throws IOException {
        return JavaFileObjects.forResource(Path.of("src/test/java/dev/failover/processor/roundtrip", name + ".java")
                .toUri()
                .toURL());
    }
}
