package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces that one cannot edit: of another package, of another compilation, without names. */
class ImportTest {
    private static final String GOOD = "@jakarta.ws.rs.GET @jakarta.ws.rs.Path(\"{id}\")"
            + " String find(@jakarta.ws.rs.PathParam(\"id\") String id);";

    @Test
    void generatesInThePackageOfWhatImports(@TempDir Path folder) throws IOException {
        compileInto(folder, GOOD);
        Compilation compilation = compileWith(
                folder,
                "shop.Clients",
                "package shop;",
                "import dev.failover.annotations.*;",
                "@FailoverService.Import(value = vendor.PetApi.class, name = \"pets\")",
                "@Timeout(attempt = \"2s\") @CircuitBreaker(probes = \"2\") @Headers(\"X-From: shop\")",
                "class Clients { vendor.PetApi pets() { return PetApiFailover.create(null); } }");
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("shop.PetApiFailover")
                .contentsAsUtf8String()
                .contains("header(\"X-From\", \"shop\")");
        assertThat(compilation)
                .generatedSourceFile("shop.PetApiFailover")
                .contentsAsUtf8String()
                .contains("Policies.of(\"timeout.attempt\", \"2s\")");
        assertThat(compilation)
                .generatedSourceFile("shop.PetApiFailover")
                .contentsAsUtf8String()
                .contains("Policies.of(\"breaker.probes\", \"2\")");
    }

    @Test
    void packagesImportToo(@TempDir Path folder) throws IOException {
        compileInto(folder, GOOD);
        Compilation compilation = compileWith(
                folder,
                "shop.package-info",
                "@dev.failover.annotations.FailoverService.Import(value = vendor.PetApi.class, name = \"pets\")",
                "package shop;");
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("shop.PetApiFailover")
                .contentsAsUtf8String()
                .contains("implements PetApi");
    }

    @Test
    void reportsAtTheImportWhatTheJarHasLost(@TempDir Path folder) throws IOException {
        compileInto(
                folder,
                "@org.springframework.web.service.annotation.GetExchange(\"/{id}\")"
                        + " String find(@org.springframework.web.bind.annotation.PathVariable String id);");
        Compilation compilation = compileWith(
                folder,
                "shop.Clients",
                "package shop;",
                "@dev.failover.annotations.FailoverService.Import(",
                "    name = \"pets\",",
                "    value = vendor.PetApi.class)",
                "class Clients {}");
        assertThat(compilation).failed();
        assertThat(compilation)
                .hadErrorContaining("[FS040] PetApi was compiled without parameter names")
                .inFile(compilation.sourceFiles().get(0))
                .onLine(4);
        assertThat(compilation).hadErrorContaining("of vendor.PetApi, which Clients imports)");
        assertThat(compilation).hadErrorCount(1);
    }

    @Test
    void reportsAtTheImportWhatTheJarNeedsAndIsNotThere(@TempDir Path folder) throws IOException {
        compileInto(folder, "@jakarta.ws.rs.GET Pet find();");
        Files.delete(folder.resolve("vendor/Pet.class"));
        Compilation compilation = compileWith(
                folder,
                "shop.Clients",
                "package shop;",
                "@dev.failover.annotations.FailoverService.Import(",
                "    name = \"pets\",",
                "    value = vendor.PetApi.class)",
                "class Clients {}");
        assertThat(compilation).failed();
        assertThat(compilation)
                .hadErrorContaining("[FS041] PetApi was not generated because vendor.Pet cannot be resolved")
                .inFile(compilation.sourceFiles().get(0))
                .onLine(4);
    }

    @Test
    void readsAnnotationsWhoseClassesAreNotThere(@TempDir Path folder) throws IOException {
        compileInto(folder, GOOD);
        Compilation compilation = javac().withProcessors(new FailoverProcessor())
                .withClasspath(Stream.concat(
                                Stream.of(folder.toFile()),
                                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                        .filter(path -> !path.contains("ws.rs-api"))
                                        .map(File::new))
                        .toList())
                .compile(JavaFileObjects.forSourceLines(
                        "shop.Clients",
                        "package shop;",
                        "@dev.failover.annotations.FailoverService.Import(value = vendor.PetApi.class, name = \"pets\")",
                        "class Clients {}"));
        assertThat(compilation).succeeded();
        assertThat(compilation)
                .generatedSourceFile("shop.PetApiFailover")
                .contentsAsUtf8String()
                .contains("Segments.of(\"id\", arg0)");
    }

    private static void compileInto(Path folder, String method) throws IOException {
        Compilation compilation = javac().compile(
                        JavaFileObjects.forSourceString("vendor.Pet", "package vendor; public class Pet {}"),
                        JavaFileObjects.forSourceString(
                                "vendor.PetApi", "package vendor; public interface PetApi { " + method + " }"));
        assertThat(compilation).succeeded();
        for (JavaFileObject file : compilation.generatedFiles()) {
            String name = Path.of(file.getName()).getFileName().toString();
            Path target = Files.createDirectories(folder.resolve("vendor")).resolve(name);
            Files.write(target, file.openInputStream().readAllBytes());
        }
    }

    private static Compilation compileWith(Path folder, String name, String... lines) {
        List<File> classpath = Stream.concat(
                        Stream.of(folder.toFile()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(File::new))
                .toList();
        return javac().withProcessors(new FailoverProcessor())
                .withClasspath(classpath)
                .compile(JavaFileObjects.forSourceLines(name, lines));
    }
}
