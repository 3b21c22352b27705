package dev.failover.config;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a small text file, and refuses what is none before it can hang or fill the memory of a program. */
final class TextFile {
    /** Far above any real configuration, far below what would be felt at start. */
    static final int MAX_BYTES = 1_048_576;

    private TextFile() {}

    /** A path as a file; a relative one begins in the directory, or in that of the process when it is null. */
    static File resolve(String path, @Nullable File directory) {
        File file = new File(path);
        return file.isAbsolute() || directory == null ? file : new File(directory, path);
    }

    /**
     * The content as UTF-8, without byte order mark; bytes that are not UTF-8 become U+FFFD.
     *
     * @throws IOException if the file is missing, unreadable, too big or no text; the message continues a sentence that
     *     begins with the file
     */
    static String read(File file) throws IOException {
        byte[] bytes;
        try {
            if (file.isDirectory()) {
                throw new IOException("is a directory; name a file");
            }
            if (!file.exists()) {
                throw new IOException("does not exist");
            }
            // Opening a named pipe would wait for a writer, for ever if need be.
            if (!file.isFile()) {
                throw new IOException("is not a regular file");
            }
            bytes = bytes(file);
        } catch (FileNotFoundException e) {
            throw new IOException("cannot be opened; check its permissions", e);
        } catch (SecurityException e) {
            throw new IOException("may not be read: a security manager forbids it", e);
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new IOException("is not a text file; save it as UTF-8");
            }
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(File file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(file.length() + 1, MAX_BYTES));
        byte[] buffer = new byte[8192];
        try (InputStream in = new FileInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                if (out.size() > MAX_BYTES) {
                    throw new IOException("is larger than " + MAX_BYTES / 1024 + " KB");
                }
            }
        }
        return out.toByteArray();
    }
}
