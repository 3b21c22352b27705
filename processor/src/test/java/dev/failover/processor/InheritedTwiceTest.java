package dev.failover.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that two super-interfaces declare, with other results and exceptions: one method has to do for both. */
class InheritedTwiceTest {
    private static final String REQUESTS = """
            package shop;

            import dev.failover.annotations.*;
            import java.io.EOFException;
            import java.io.IOException;
            import java.util.Collection;
            import java.util.List;

            @FailoverService(name = "orders")
            public interface Api extends %s {
                static String call(Api api) throws EOFException {
                    List<String> list = api.list();
                    api.remove("1");
                    return api.same() + list;
                }
            }

            final class Parents {
                private Parents() {}

                interface Wide {
                    @GET("/orders")
                    Collection<String> list() throws IOException, InterruptedException;

                    @GET("/orders/{id}")
                    Object find(String id);

                    @DELETE("/orders/{id}")
                    void remove(String id) throws Exception;

                    @GET("/same")
                    String same();
                }

                interface Narrow {
                    @GET("/orders")
                    List<String> list() throws EOFException;

                    @GET("/orders/{id}")
                    String find(String id);

                    @DELETE("/orders/{id}")
                    void remove(String id);

                    @GET("/same")
                    String same();
                }

                interface Crud<K, V> {
                    @GET("/orders/{id}")
                    V find(K id) throws IOException;
                }
            }
            """;

    private static final String DELEGATES = """
            package shop;

            import dev.failover.annotations.*;
            import java.io.EOFException;
            import java.io.IOException;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.CompletionStage;
            import java.util.concurrent.TimeoutException;

            @FailoverService(name = "payments")
            public interface Api extends %s {
                static int call(Api api) throws EOFException {
                    CompletableFuture<String> refund = api.refund("1");
                    return api.pay("1") + refund.hashCode();
                }
            }

            final class Parents {
                private Parents() {}

                interface Wide {
                    Number pay(String order) throws IOException, TimeoutException;

                    CompletionStage<String> refund(String order) throws IOException;
                }

                interface Narrow {
                    Integer pay(String order) throws EOFException, InterruptedException;

                    CompletableFuture<String> refund(String order) throws InterruptedException;
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Parents.Wide, Parents.Narrow",
                "Parents.Narrow, Parents.Wide",
                "Parents.Crud<String, String>, Parents.Wide, Parents.Narrow"
            })
    void asRequests(String parents, @TempDir Path folder) throws IOException, InterruptedException {
        compiles(REQUESTS.formatted(parents), folder);
        assertThat(Files.readString(folder.resolve("javac/shop/ApiFailover.java")))
                .contains(
                        "public List<String> list() throws EOFException {",
                        "public String find(String id) {",
                        "public void remove(String id) {")
                .containsOnlyOnce("public String same()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Parents.Wide, Parents.Narrow", "Parents.Narrow, Parents.Wide"})
    void asDelegates(String parents, @TempDir Path folder) throws IOException, InterruptedException {
        compiles(DELEGATES.formatted(parents), folder);
        assertThat(Files.readString(folder.resolve("javac/shop/ApiFailover.java")))
                .contains(
                        "public Integer pay(String order) throws EOFException {",
                        ".declares(EOFException.class)",
                        "public CompletableFuture<String> refund(String order) {");
    }

    /** By both compilers, to the same code. */
    private static void compiles(String code, Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("Api.java"), code);
        OutsideCompiler.Result javac = OutsideCompiler.current()
                .compile(folder.resolve("javac"), List.of(source), "-Xlint:all,-processing", "-Werror");
        assertThat(javac.output()).isEmpty();
        assertThat(javac.succeeded()).isTrue();
        Path ecj = Files.createDirectories(folder.resolve("ecj"));
        StringWriter output = new StringWriter();
        String[] command = {
            "--release",
            "17",
            "-failOnWarning",
            "-d",
            ecj.toString(),
            "-s",
            ecj.toString(),
            "-cp",
            OutsideCompiler.classPath(),
            "-processorpath",
            OutsideCompiler.classPath(),
            "-processor",
            FailoverProcessor.class.getName(),
            source.toString()
        };
        boolean succeeded = BatchCompiler.compile(command, new PrintWriter(output), new PrintWriter(output), null);
        assertThat(output.toString()).isEmpty();
        assertThat(succeeded).isTrue();
        assertThat(ecj.resolve("shop/ApiFailover.java"))
                .hasSameTextualContentAs(folder.resolve("javac/shop/ApiFailover.java"));
    }
}
