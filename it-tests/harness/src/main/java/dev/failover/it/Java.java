package dev.failover.it;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Command lines of children. */
final class Java {
    private Java() {}

    /** Small and quick to start; these flags are silent on every version. */
    static List<String> command(Jdk jdk) {
        return List.of(jdk.java().toString(), "-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** For programs that need more than their own jar: everything that this JVM has. */
    static List<String> ownClassPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /** The jar or, in an editor, the directory that a class comes from. */
    static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
