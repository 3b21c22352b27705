package dev.failover.it;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs against the very jars that they are run with. */
public final class ProgramCompiler {
    private ProgramCompiler() {}

    /** Into {@code classes}, which is made if need be. */
    public static void compile(int release, Collection<Path> sources, Collection<Path> classPath, Path classes) {
        compile(release, sources, "-cp", classPath, classes);
    }

    /** A module and what it requires. */
    static void compileModule(int release, Collection<Path> sources, Collection<Path> modulePath, Path classes) {
        compile(release, sources, "-p", modulePath, classes);
    }

    private static void compile(
            int release, Collection<Path> sources, String pathOption, Collection<Path> path, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "--release",
                "" + release,
                "-Xlint:-options",
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                pathOption,
                path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                throw new IllegalStateException("no " + classes + ":\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a directory whose names end in {@code suffix}, sorted; none where there is no directory. */
    public static List<Path> files(Path directory, String suffix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
