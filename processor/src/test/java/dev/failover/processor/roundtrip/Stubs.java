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
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Generates clients when the tests run, as the module cannot process its own tests while it is being built. */
final class Stubs {
    private static final Map<String, Class<?>> STUBS = generate();

    private Stubs() {}

    static EchoApi create(FailoverManager manager) {
        return create(EchoApi.class, manager);
    }

    static <T> T create(Class<T> api, FailoverManager manager) {
        try {
            return api.cast(STUBS.get(api.getSimpleName() + "Failover")
                    .getMethod("create", FailoverManager.class)
                    .invoke(null, manager));
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }

    static Object decorator(Class<?> api, FailoverManager manager) {
        try {
            return STUBS.get(api.getSimpleName() + "Failover")
                    .getMethod("of", FailoverManager.class)
                    .invoke(null, manager);
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Map<String, Class<?>> generate() {
        try {
            Compilation compilation = javac().withProcessors(new FailoverProcessor())
                    .compile(
                            source("EchoBase"),
                            source("EchoApi"),
                            source("CallsApi"),
                            source("ErrorsApi"),
                            source("FallbacksApi"),
                            source("DelegatesApi"),
                            source("RepoApi"));
            assertThat(compilation).succeededWithoutWarnings();
            Map<String, Class<?>> stubs = new HashMap<>();
            for (JavaFileObject file : compilation.generatedFiles()) {
                if (file.getName().endsWith("Failover.class")) {
                    Class<?> stub = MethodHandles.lookup()
                            .defineClass(file.openInputStream().readAllBytes());
                    stubs.put(stub.getSimpleName(), stub);
                }
            }
            return stubs;
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
