package dev.failover.stub;

import dev.failover.http.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in a file of any file system, read anew for each attempt. */
final class PathSource extends BodySource {
    private final Path file;

    PathSource(Path file) {
        this.file = file;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public long length() throws IOException {
        return known(Files.size(file));
    }
}
