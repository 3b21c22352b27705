package dev.failover.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars as a user has them: javac finds the processor in its jar, and what was compiled runs with the other two. */
class PackagedProcessorIT {
    private static final String API = """
            package shop;

            import dev.failover.annotations.*;
            import java.io.IOException;

            @FailoverService(name = "orders")
            public interface OrderApi {
                @GET("/orders/{id}")
                @Timeout(attempt = "20s")
                String find(String id);

                @FailoverService(name = "payments")
                interface Gateway {
                    @Idempotent
                    String pay(String order) throws IOException;
                }
            }
            """;

    private static final String MAIN = """
            package shop;

            import com.sun.net.httpserver.HttpServer;
            import dev.failover.FailoverManager;
            import java.io.IOException;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                    server.createContext("/", exchange -> {
                        byte[] path = exchange.getRequestURI().getRawPath().getBytes();
                        exchange.sendResponseHeaders(200, path.length);
                        exchange.getResponseBody().write(path);
                        exchange.close();
                    });
                    server.start();
                    try (FailoverManager manager = FailoverManager.create()) {
                        manager.serviceOrRegister("orders", "http://127.0.0.1:" + server.getAddress().getPort());
                        System.out.println(OrderApiFailover.create(manager).find("a b"));
                        System.out.println(OrderApi_GatewayFailover.of(manager)
                                .primary(order -> {
                                    throw new IOException("down");
                                })
                                .secondary(order -> "paid " + order)
                                .build()
                                .pay("1"));
                    } finally {
                        server.stop(0);
                    }
                }
            }
            """;

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 21, 25, 26})
    void isFoundInItsJar(int version, @TempDir Path folder) throws IOException, InterruptedException {
        Optional<OutsideCompiler> found = OutsideCompiler.find(version);
        assumeTrue(found.isPresent(), OutsideCompiler.missing(version));
        OutsideCompiler jdk = found.get();
        String classPath = jar("failover-annotations") + File.pathSeparator + jar("failover-runtime");
        Path api = Files.writeString(folder.resolve("OrderApi.java"), API);
        Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
        Path classes = folder.resolve("classes");
        OutsideCompiler.Result compiled = jdk.run(
                "javac",
                folder,
                List.of(
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        "--processor-path",
                        System.getProperty("packaged.jar"),
                        "-Xlint:all,-processing,-classfile",
                        "-Werror",
                        api.toString(),
                        main.toString()));
        assertThat(compiled.output()).isEmpty();
        assertThat(compiled.succeeded()).isTrue();
        OutsideCompiler.Result run =
                jdk.run("java", folder, List.of("-cp", classes + File.pathSeparator + classPath, "shop.Main"));
        assertThat(run.output().lines()).containsExactly("/orders/a%20b", "paid 1");
        assertThat(run.succeeded()).isTrue();
    }

    /** Nothing of ours is found by chance: a mistake is reported from the jar's own copies of the parsers. */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void reportsMistakes(int version, @TempDir Path folder) throws IOException, InterruptedException {
        Optional<OutsideCompiler> found = OutsideCompiler.find(version);
        assumeTrue(found.isPresent(), OutsideCompiler.missing(version));
        Path api = Files.writeString(
                folder.resolve("OrderApi.java"),
                API.replace("20s", "20 sec").replace("{id}", "{idd}").replace("name = \"payments\"", "name = \"Pay\""));
        OutsideCompiler.Result compiled = found.get()
                .run(
                        "javac",
                        folder,
                        List.of(
                                "-d",
                                folder.resolve("classes").toString(),
                                "-cp",
                                jar("failover-annotations") + File.pathSeparator + jar("failover-runtime"),
                                "--processor-path",
                                System.getProperty("packaged.jar"),
                                api.toString()));
        assertThat(compiled.succeeded()).isFalse();
        assertThat(compiled.output())
                .contains("[FS033] @Timeout(attempt)", "[FS011] {idd}", "[FS009]", "3 errors")
                .doesNotContain("\tat ");
    }

    private static String jar(String artifact) {
        return Arrays.stream(OutsideCompiler.classPath().split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar")
                        && Path.of(entry).getFileName().toString().startsWith(artifact))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no jar of " + artifact + "; run this with mvn verify"));
    }
}
