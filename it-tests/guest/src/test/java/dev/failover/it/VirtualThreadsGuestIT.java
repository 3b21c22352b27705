package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
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

    /** Loading and initializing a class pins whoever needs it first, once: that is the JVM's own. */
    private static boolean isOfLoading(RecordedEvent event) {
        String text = event.toString();
        return text.contains("ClassLoader.load") || text.contains("pinnedReason = \"Waited for initialization of ");
    }

    private static List<String> pinnedByUs(Path recording) throws IOException {
        List<String> pinned = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("jdk.VirtualThreadPinned")
                    && event.getStackTrace() != null
                    && !isOfLoading(event)) {
                for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                    // The first frame that is not the JDK's is whose fault it is.
                    String type = frame.getMethod().getType().getName();
                    if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                        if (type.startsWith("dev.failover.")) {
                            pinned.add(event.toString());
                        }
                        break;
                    }
                }
            }
        }
        return pinned;
    }
}
