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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** Generates clients when the tests run, as the module cannot process its own tests while it is being built. */
final class Stubs {
    private static final Compilation WILD = compileWild();
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

    /** What the compiler says of {@link Wild}, as if its interfaces were in a jar. */
    static List<String> warnings() {
        return WILD.warnings().stream()
                .map(warning -> warning.getMessage(Locale.ENGLISH))
                .filter(text -> text.startsWith("["))
                .toList();
    }

    private static Compilation compileWild() {
        try {
            return javac().withProcessors(new FailoverProcessor()).compile(source("Wild"));
        } catch (IOException failure) {
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
                            source("JaxRsApi"),
                            source("SpringApi"),
                            source("FeignClientApi"),
                            source("FeignApi"),
                            source("RetrofitApi"),
                            source("DelegatesApi"),
                            source("RepoApi"),
                            source("ObjectsApi"),
                            source("PricesApi"),
                            source("StreamsApi"));
            assertThat(compilation).succeededWithoutWarnings();
            assertThat(WILD).succeeded();
            Map<String, Class<?>> stubs = new HashMap<>();
            List<JavaFileObject> files = Stream.concat(
                            compilation.generatedFiles().stream(), WILD.generatedFiles().stream())
                    .toList();
            for (JavaFileObject file : files) {
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
