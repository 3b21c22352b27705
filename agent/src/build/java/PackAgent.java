import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Build step: turns the shaded jar into the agent. The jar comes onto the boot class path, so every class in it would be
 * visible to every program. Only the entry point and the bridge may be; all the rest is moved to {@code
 * inst/**.classdata}, where only the agent's own class loader looks. Entries are sorted and carry one fixed time, so that
 * two builds give the same bytes.
 */
final class PackAgent {
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path named = Path.of(arguments[1]);
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(arguments[2]), ZoneOffset.UTC);
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                String name = entry.getName();
                if (name.startsWith("inst/")) {
                    return; // packed already: the build ran twice without a change
                }
                if (!entry.isDirectory() && !name.equals("META-INF/MANIFEST.MF")) {
                    entries.put(place(name), content(in));
                }
            }
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            write(out, "META-INF/MANIFEST.MF", manifest(arguments[3]), time);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(out, entry.getKey(), entry.getValue(), time);
            }
        }
        Files.write(jar, packed.toByteArray());
        Files.write(named, packed.toByteArray());
    }

    private static String place(String name) {
        if (!name.endsWith(".class")) {
            boolean isLegal = name.startsWith("META-INF/") && !name.startsWith("META-INF/services/");
            return isLegal ? name : "inst/" + name;
        }
        boolean visible = name.equals("dev/failover/agent/FailoverAgent.class")
                || name.equals("dev/failover/agent/OwnJar.class")
                || name.equals("dev/failover/agent/AgentClassLoader.class")
                || name.equals("dev/failover/agent/StartFilter.class")
                || name.startsWith("dev/failover/agent/bridge/");
        return visible ? name : "inst/" + name + "data";
    }

    private static byte[] content(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        in.transferTo(content);
        return content.toByteArray();
    }

    private static byte[] manifest(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Implementation-Title", "Failover agent");
        main.putValue("Implementation-Version", version);
        main.putValue("Premain-Class", "dev.failover.agent.FailoverAgent");
        main.putValue("Agent-Class", "dev.failover.agent.FailoverAgent");
        main.putValue("Can-Redefine-Classes", "true");
        main.putValue("Can-Retransform-Classes", "true");
        // The bridge must be visible to the JDK's own classes. Unlike appending at run time, this keeps class data
        // sharing and prints no warning. Both names under which the jar is published; the one that is not there is
        // ignored.
        main.putValue("Boot-Class-Path", "failover-agent.jar failover-agent-" + version + ".jar");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        // Attributes have no order: give them one.
        String[] lines = bytes.toString("UTF-8").split("\r\n");
        java.util.Arrays.sort(lines, 1, lines.length);
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes("UTF-8");
    }

    private static void write(ZipOutputStream out, String name, byte[] bytes, LocalDateTime time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        // Not compressed: nothing to unpack while a program waits for its start.
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private PackAgent() {}
}
