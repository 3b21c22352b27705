package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of types and compilations that the interfaces in {@code good/}, which are for Java 8 too, do not have. */
class KindsOfTypesTest {
    @Test
    void recordsAndSealedTypes() {
        assertThat(Sources.compileStrictly(17, JavaFileObjects.forSourceString("shop.Api", """
                        package shop;

                        import dev.failover.annotations.*;
                        import java.util.List;
                        import java.util.concurrent.CompletionStage;

                        @FailoverService(name = "orders")
                        public sealed interface Api permits ApiFailover, Api.Fake {
                            record Order(String id, List<Item> items) {}

                            record Item(String name) {}

                            record Page(@Query("page") int number, @Default("20") Integer size) {}

                            sealed interface Event permits Paid, Sent {}

                            record Paid(long cents) implements Event {}

                            record Sent(String to) implements Event {}

                            enum State { OPEN { }, CLOSED }

                            @GET("/orders{?state}")
                            List<Order> list(State state, @Bean Page page);

                            @POST("/orders")
                            CompletionStage<Order> create(@Body Order order);

                            @GET("/events/{id}")
                            Event event(String id);

                            final class Fake implements Api {
                                @Override
                                public List<Order> list(State state, Page page) {
                                    return List.of();
                                }

                                @Override
                                public CompletionStage<Order> create(Order order) {
                                    return null;
                                }

                                @Override
                                public Event event(String id) {
                                    return null;
                                }
                            }
                        }
                        """)))
                .succeededWithoutWarnings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lombok.launch.AnnotationProcessorHider$AnnotationProcessor,dev.failover.processor.FailoverProcessor",
                "dev.failover.processor.FailoverProcessor,lombok.launch.AnnotationProcessorHider$AnnotationProcessor"
            })
    void lombokInEitherOrder(String processors, @TempDir Path folder) throws IOException, InterruptedException {
        Path order = write(folder, "Order", """
                package shop;

                @lombok.Value
                public class Order {
                    String id;
                    int count;
                }
                """);
        Path filter = write(folder, "Filter", """
                package shop;

                @lombok.Data
                @lombok.Builder
                public class Filter {
                    private final String state;
                    private final Integer page;
                }
                """);
        Path api = write(folder, "Api", """
                package shop;

                import dev.failover.annotations.*;
                import java.util.List;

                @FailoverService(name = "orders")
                public interface Api {
                    @GET("/orders")
                    List<Order> list(@Bean Filter filter);

                    @POST("/orders")
                    Order create(@Body Order order);
                }
                """);
        OutsideCompiler.Result result = OutsideCompiler.current()
                .compile(folder.resolve("out"), List.of(api, filter, order), "-processor", processors, "-Werror");
        assertThat(result.output()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(Files.readString(folder.resolve("out/shop/ApiFailover.java")))
                .contains(".query(\"state\", filter.getState())", ".query(\"page\", filter.getPage())");
    }

    /** A module that does not read {@code java.compiler}, where the annotation for generated code is. */
    @Test
    void aModule(@TempDir Path folder) throws IOException, InterruptedException {
        Path module = folder.resolve("module-info.java");
        Files.writeString(module, "module shop { exports shop; requires java.net.http; }");
        Path api = write(folder, "Api", """
                package shop;

                import dev.failover.annotations.*;

                @FailoverService(name = "orders")
                public interface Api {
                    @GET("/orders/{id}")
                    String find(String id);

                    @FailoverService(name = "payments")
                    interface Gateway {
                        void pay(String order);
                    }
                }
                """);
        OutsideCompiler.Result result = OutsideCompiler.current()
                .compile(folder.resolve("out"), List.of(module, api), "--add-reads", "shop=ALL-UNNAMED", "-Werror");
        assertThat(result.output()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(folder.resolve("out/shop/ApiFailover.class")).exists();
        assertThat(folder.resolve("out/shop/Api_GatewayFailover.class")).exists();
    }

    private static Path write(Path folder, String name, String code) throws IOException {
        Path file = Files.createDirectories(folder.resolve("shop")).resolve(name + ".java");
        return Files.writeString(file, code);
    }
}
