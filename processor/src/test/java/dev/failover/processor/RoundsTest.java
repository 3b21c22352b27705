package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from elsewhere: types of other processors, and interfaces of other compilations. */
class RoundsTest {
    private static final JavaFileObject API = JavaFileObjects.forSourceLines(
            "shop.OrderApi",
            "package shop;",
            "import dev.failover.annotations.*;",
            "@FailoverService(name = \"orders\")",
            "public interface OrderApi extends Base<Order> {",
            "    @GET(\"/{id}\") Order find(String id);",
            "    @GET(\"/\") @ErrorMapping(status = 404, exception = NoOrder.class)",
            "    @Retry(on = NoOrder.class) String last();",
            "    static OrderApiFailover create() { return null; }",
            "}");

    /** Generates {@code Order} in the second round and {@code Base} in the first. */
    @SupportedAnnotationTypes("*")
    private static final class LateProcessor extends AbstractProcessor {
        private int round;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            round++;
            if (round == 1) {
                write("Late", "public interface Late { @dev.failover.annotations.GET(\"/\") Order first(); }");
                write("Base", "public interface Base<T> { @dev.failover.annotations.GET(\"/\") T first(); }");
            } else if (round == 2) {
                write("Order", "public class Order { public String id; }");
                write("NoOrder", "public class NoOrder extends RuntimeException { public NoOrder(String text) {} }");
            }
            return false;
        }

        private void write(String name, String code) {
            try (Writer writer =
                    processingEnv.getFiler().createSourceFile("shop." + name).openWriter()) {
                writer.write("package shop; " + code);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Test
    void waitsForTypesThatOtherProcessorsGenerate() {
        Compilation compilation = javac().withProcessors(new FailoverProcessor(), new LateProcessor())
                .compile(API);
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("shop.OrderApiFailover")
                .contentsAsUtf8String()
                .contains("public Order first()");
    }

    @Test
    void waitsForInterfacesThatAreImported() {
        Compilation compilation = javac().withProcessors(new FailoverProcessor(), new LateProcessor())
                .compile(JavaFileObjects.forSourceLines(
                        "shop.Clients",
                        "package shop;",
                        "@dev.failover.annotations.FailoverService.Import(value = Late.class, name = \"late\")",
                        "class Clients { Late late() { return LateFailover.create(null); } }"));
        assertThat(compilation).succeeded();
        assertThat(compilation).generatedSourceFile("shop.LateFailover");
    }

    @Test
    void readsBaseInterfacesFromClassFiles(@TempDir Path folder) throws IOException {
        compileInto(
                folder,
                "package shop; import dev.failover.annotations.*;"
                        + " public interface Base<T> { @GET(\"/{id}\") T find(@Path(\"id\") String id);"
                        + " @GET(\"/\") String list(@Query(\"page\") int page); }");
        Compilation compilation = compileWith(folder, "extends Base<String>");
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("shop.ShopApiFailover")
                .contentsAsUtf8String()
                .contains(".query(\"page\", arg0)");
    }

    @Test
    void reportsMistakesInClassFilesAtTheInterfaceThatInheritsThem(@TempDir Path folder) throws IOException {
        compileInto(
                folder,
                "package shop; import dev.failover.annotations.*;"
                        + " public interface Base<T> { @GET(\"/{id}\") T find(@Path(\"id\") String id, String like); }");
        Compilation compilation = compileWith(folder, "extends Base<String>");
        assertThat(compilation).failed();
        assertThat(compilation)
                .hadErrorContaining("[FS040] Base was compiled without parameter names")
                .inFile(compilation.sourceFiles().get(0))
                .onLine(2);
        assertThat(compilation).hadErrorContaining("of shop.Base, which ShopApi inherits)");
    }

    @Test
    void namesOneOriginatingElementSoThatGradleMayIsolate() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/gradle/incremental.annotation.processors")))
                .isEqualTo(FailoverProcessor.class.getName() + ",isolating\n");
    }

    private static void compileInto(Path folder, String base) throws IOException {
        Compilation compilation = javac().compile(JavaFileObjects.forSourceString("shop.Base", base));
        assertThat(compilation).succeeded();
        for (JavaFileObject file : compilation.generatedFiles()) {
            Path target = Files.createDirectories(folder.resolve("shop")).resolve("Base.class");
            Files.write(target, file.openInputStream().readAllBytes());
        }
    }

    private static Compilation compileWith(Path folder, String header) {
        List<File> classPath = Stream.concat(
                        Stream.of(folder.toFile()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(File::new))
                .toList();
        return javac().withProcessors(new FailoverProcessor())
                .withClasspath(classPath)
                .compile(JavaFileObjects.forSourceLines(
                        "shop.ShopApi",
                        "package shop;",
                        "@dev.failover.annotations.FailoverService(name = \"orders\")",
                        "public interface ShopApi " + header + " {}"));
    }
}
