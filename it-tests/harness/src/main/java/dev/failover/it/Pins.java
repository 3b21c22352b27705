package dev.failover.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * The carriers that were pinned while Flight Recorder looked on ({@code jdk.VirtualThreadPinned}), without the JVM's own
 * loading, linking and initializing of classes, which pins whoever needs a class first, once.
 */
final class Pins {
    /** The JVM's number for a critical section, within which a thread cannot leave its carrier. */
    private static final String CRITICAL = "Freeze or preempt failed (2)";

    private Pins() {}

    static List<RecordedEvent> in(Path recording) throws IOException {
        List<RecordedEvent> pins = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            if (event.getEventType().getName().equals("jdk.VirtualThreadPinned") && !isOfAClass(event)) {
                pins.add(event);
            }
        }
        return pins;
    }

    private static boolean isOfAClass(RecordedEvent event) {
        String text = event.toString();
        return text.contains("ClassLoader.load")
                || text.contains("pinnedReason = \"Waited for initialization of ")
                || isOfLinking(event);
    }

    /**
     * Java code of an application cannot enter a critical section; the JVM does, for as long as it links a class, under that
     * class's lock. Who waits for that lock is told with the method that names the class on top, the JDK's or not.
     */
    private static boolean isOfLinking(RecordedEvent event) {
        return event.hasField("pinnedReason")
                && CRITICAL.equals(event.getString("pinnedReason"))
                && "Contended monitor enter".equals(event.getString("blockingOperation"));
    }

    static boolean isOfTheJdk(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }
}
