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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    private static final String SETTINGS = """
            <settings>
              <mirrors>
                <mirror>
                  <id>build</id>
                  <mirrorOf>central</mirrorOf>
                  <url>%s</url>
                </mirror>
              </mirrors>
            </settings>
            """;

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId>
              <artifactId>shop</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <repositories>
                <repository>
                  <id>published</id>
                  <url>%s</url>
                </repository>
              </repositories>
              <dependencies>
                <dependency>
                  <groupId>dev.failover</groupId>
                  <artifactId>failover-annotations</artifactId>
                  <version>1</version>
                </dependency>
                <dependency>
                  <groupId>dev.failover</groupId>
                  <artifactId>failover-runtime</artifactId>
                  <version>1</version>
                </dependency>
              </dependencies>
              <build>
                <pluginManagement>
                  <plugins>
                    <plugin>
                      <artifactId>maven-compiler-plugin</artifactId>
                      <configuration>
                        <annotationProcessorPaths>
                          <path>
                            <groupId>dev.failover</groupId>
                            <artifactId>failover-processor</artifactId>
                            <version>1</version>
                          </path>
                        </annotationProcessorPaths>
                      </configuration>
                    </plugin>
                  </plugins>
                </pluginManagement>
              </build>
            </project>
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

    /**
     * With a repository that has our jars as they are published, one that has what this build has, and an empty local one: nothing
     * is fetched from anywhere, and nothing of it stays.
     */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void isFoundByMaven(int version, @TempDir Path folder) throws IOException, InterruptedException {
        Optional<OutsideCompiler> found = OutsideCompiler.find(version);
        assumeTrue(found.isPresent(), OutsideCompiler.missing(version));
        Optional<Path> maven = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "mvn"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(maven.isPresent(), "No Maven here: mvn is not on the PATH");
        Path repository = folder.resolve("repository");
        publish(repository, "failover-annotations", jar("failover-annotations"));
        publish(repository, "failover-runtime", jar("failover-runtime"));
        publish(repository, "failover-processor", System.getProperty("packaged.jar"));
        Path sources = Files.createDirectories(folder.resolve("src/main/java/shop"));
        Files.writeString(sources.resolve("OrderApi.java"), API);
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Files.writeString(folder.resolve("pom.xml"), POM.formatted(repository.toUri()));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(
                settings,
                SETTINGS.formatted(
                        Path.of(System.getProperty("build.repository")).toUri()));
        Path output = folder.resolve("maven.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        maven.get().toString(),
                        "-o",
                        "-B",
                        "-q",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + folder.resolve("local"),
                        "-Daether.offline.protocols=file",
                        "org.apache.maven.plugins:maven-compiler-plugin:" + System.getProperty("compiler.plugin")
                                + ":compile")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", found.get().home().toString());
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        String classPath = String.join(
                File.pathSeparator,
                folder.resolve("target/classes").toString(),
                jar("failover-annotations"),
                jar("failover-runtime"));
        OutsideCompiler.Result run = found.get().run("java", folder, List.of("-cp", classPath, "shop.Main"));
        assertThat(run.output().lines()).containsExactly("/orders/a%20b", "paid 1");
    }

    private static void publish(Path repository, String artifact, String jar) throws IOException {
        Path folder = Files.createDirectories(repository.resolve("dev/failover/" + artifact + "/1"));
        Files.copy(Path.of(jar), folder.resolve(artifact + "-1.jar"));
        Files.writeString(
                folder.resolve(artifact + "-1.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>dev.failover</groupId><artifactId>" + artifact
                        + "</artifactId><version>1</version></project>");
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
