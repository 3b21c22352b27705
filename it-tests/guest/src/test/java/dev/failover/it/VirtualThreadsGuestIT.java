package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls by Apache HttpClient and {@code java.net.http} on virtual threads: nothing of ours pins a carrier. What a later Java
 * will do by itself (JEP 498) is done already: whoever touches Unsafe's memory dies.
 */
class VirtualThreadsGuestIT {
    private static final int CALLS = 100;

    @TempDir
    private Path directory;

    @OnJava(
            value = {25},
            all = {25, 26})
    void noPinnedCarrier(int java) throws IOException {
        try (Servers servers = new Servers()) {
            Path recording = directory.resolve("pinned.jfr");
            Guest.Ended run = Guest.on(java, directory)
                    .agent(servers)
                    .options("--sun-misc-unsafe-memory-access=deny")
                    .options(
                            "-XX:StartFlightRecording:filename=" + recording + ",jdk.VirtualThreadPinned#threshold=0ms")
                    .options("-Xlog:jfr+startup=off")
                    .run(
                            "-cp",
                            Sources.classPath(
                                    Jars.apache4("4.5.14"),
                                    Sources.VIRTUAL,
                                    Sources.CALLS,
                                    Sources.APACHE4,
                                    Sources.JDK),
                            "acme.guest.Virtual",
                            servers.dead(),
                            "" + CALLS,
                            "Apache4",
                            "Jdk11");

            assertThat(run.exitCode()).as("%s", run.err()).isZero();
            assertThat(run.out().stream().filter(line -> line.contains("\tb /")))
                    .hasSize(2 * (CALLS + 2));
            assertThat(run.fromUs()).isEmpty();
            assertThat(pinnedByUs(recording)).isEmpty();
        }
    }

    private static List<RecordedEvent> pinnedByUs(Path recording) throws IOException {
        return Pins.in(recording).stream()
                .filter(event -> event.getStackTrace() != null)
                .filter(event -> isOurs(event.getStackTrace().getFrames()))
                .toList();
    }

    /** The first frame that is not the JDK's is whose fault it is. */
    private static boolean isOurs(List<RecordedFrame> frames) {
        return frames.stream()
                .filter(frame -> !Pins.isOfTheJdk(frame))
                .findFirst()
                .filter(frame -> frame.getMethod().getType().getName().startsWith("dev.failover."))
                .isPresent();
    }
}
