package dev.failover.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A file that says how Ehcache's files were when they were closed. It is broken when they are opened, so files without one were not
 * closed: Ehcache would read an index that does not fit to what is there. It has the check sum of the index, which Ehcache believes
 * blindly, and the length of the data, each piece of which has a check sum of its own.
 */
final class Seal {
    private static final int FORMAT = 1;
    private static final String DATA = ".data";

    private final Path file;
    private final Path entries;

    Seal(Path file, Path entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Whether the files were closed, and are what they were then. From now on there is no seal. */
    boolean breakIt() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        byte[] sealed = Files.readAllBytes(file);
        boolean same = Arrays.equals(sealed, content());
        Files.delete(file);
        return same;
    }

    void write() throws IOException {
        for (Path each : FileTree.files(entries)) {
            force(each);
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, content());
        force(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path each) throws IOException {
        try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        for (Path each : FileTree.files(entries)) {
            out.writeUTF(entries.relativize(each).toString());
            out.writeLong(Files.size(each));
            out.writeLong(each.toString().endsWith(DATA) ? 0 : checksum(each));
        }
        return bytes.toByteArray();
    }

    private static long checksum(Path each) throws IOException {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[8192];
        try (InputStream in = Files.newInputStream(each)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return sum.getValue();
    }
}
