package dev.failover.bench.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Interfaces to compile, ten methods each. */
final class Sources {
    static final int INTERFACES = 200;

    private Sources() {}

    /** Writes them, and a file for javac that names them all. */
    static Path write(Vocabulary vocabulary, Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sources").resolve(vocabulary.folder()));
        List<String> files = new ArrayList<>();
        files.add(write(folder.resolve("Item.java"), Vocabulary.ITEM));
        for (int i = 1; i <= INTERFACES; i++) {
            files.add(write(folder.resolve("Items" + i + ".java"), vocabulary.source(i)));
        }
        Path list = root.resolve(vocabulary.folder() + ".files");
        return Files.write(list, files);
    }

    private static String write(Path file, String text) throws IOException {
        return '"' + Files.writeString(file, text).toString().replace("\\", "\\\\") + '"';
    }
}
