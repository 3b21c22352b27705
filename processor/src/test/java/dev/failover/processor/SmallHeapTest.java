package dev.failover.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of 1 GB go through a generated client, each way, in a program that has 64 MB. */
class SmallHeapTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/failover/processor/roundtrip");
    private static final long LENGTH = 1L << 30;

    @Test
    void oneGigabyteEachWay(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("zeros");
        try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
            zeros.setLength(LENGTH);
        }
        Path classes = folder.resolve("classes");
        OutsideCompiler compiler = OutsideCompiler.current();
        OutsideCompiler.Result compiled = compiler.compile(classes, List.of(SOURCES.resolve("StreamsApi.java")));
        assertThat(compiled.output()).isEmpty();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SmallHeapTest::answer);
        server.start();
        try {
            OutsideCompiler.Result run = compiler.run(
                    "java",
                    folder,
                    List.of(
                            "-Xmx64m",
                            "-cp",
                            classes + File.pathSeparator + OutsideCompiler.classPath(),
                            "dev.failover.processor.roundtrip.StreamsProgram",
                            "http://localhost:" + server.getAddress().getPort(),
                            file.toString()));
            assertThat(run.output())
                    .contains("got " + LENGTH, "cached " + LENGTH, "put " + LENGTH, "file " + LENGTH, "heap true");
            assertThat(run.succeeded()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody();
                OutputStream out = exchange.getResponseBody()) {
            byte[] buffer = new byte[1 << 16];
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
                exchange.sendResponseHeaders(200, LENGTH);
                for (long sent = 0; sent < LENGTH; sent += buffer.length) {
                    out.write(buffer);
                }
                return;
            }
            long count = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
            byte[] answer = Long.toString(count).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            out.write(answer);
        }
    }
}
