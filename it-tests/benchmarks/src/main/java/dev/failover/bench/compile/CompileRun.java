package dev.failover.bench.compile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compiles all variants in turns, so that what else happens on the machine meets them alike. */
public final class CompileRun {
    private final Path folder;
    private final Path processors;
    private final int rounds;

    /**
     * @param folder for what is written
     * @param processors holds {@code ours.jar} and {@code avaje.jar}
     */
    public CompileRun(Path folder, Path processors, int rounds) {
        this.folder = folder;
        this.processors = processors;
        this.rounds = rounds;
    }

    /** The first round, in which files come into the caches of the machine, is not in it. */
    public Map<Variant, List<Times>> times(Path java) throws IOException, InterruptedException {
        Map<Vocabulary, Path> sources = new EnumMap<>(Vocabulary.class);
        for (Vocabulary vocabulary : Vocabulary.values()) {
            sources.put(vocabulary, Sources.write(vocabulary, folder));
        }
        Map<Variant, List<Times>> times = new EnumMap<>(Variant.class);
        for (int round = 0; round <= rounds; round++) {
            for (Variant variant : Variant.values()) {
                Times one = compile(java, variant, sources.get(variant.vocabulary()));
                if (round > 0) {
                    times.computeIfAbsent(variant, key -> new ArrayList<>()).add(one);
                }
            }
        }
        return times;
    }

    private Times compile(Path java, Variant variant, Path sources) throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        delete(classes);
        Files.createDirectories(classes);
        Path said = folder.resolve("javac.log");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx1g",
                "-classpath",
                System.getProperty("java.class.path"),
                CompileFork.class.getName(),
                "-nowarn",
                "-d",
                classes.toString(),
                "-classpath",
                classPath(variant.vocabulary())));
        command.addAll(
                variant.processed()
                        ? List.of("--processor-path", processor(variant.vocabulary()))
                        : List.of("-proc:none"));
        command.add("@" + sources);
        long before = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(said.toFile()).start();
        String cpu = new String(process.getInputStream().readAllBytes()).trim();
        int exit = process.waitFor();
        long took = System.nanoTime() - before;
        long expected = variant.processed() ? Sources.INTERFACES : 0;
        long generated = generated(classes, variant.vocabulary());
        if (exit != 0 || generated != expected) {
            throw new IOException(variant.label() + ": exit code " + exit + ", " + generated
                    + " generated classes in place of " + expected + "; javac said:\n" + Files.readString(said));
        }
        return new Times(took / 1e6, Long.parseLong(cpu) / 1e6);
    }

    private String processor(Vocabulary vocabulary) {
        return processors.resolve(vocabulary.folder() + ".jar").toString();
    }

    private static String classPath(Vocabulary vocabulary) {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> vocabulary.artifacts().stream()
                        .anyMatch(artifact ->
                                Path.of(entry).getFileName().toString().startsWith(artifact)))
                .toList();
        if (jars.size() != vocabulary.artifacts().size()) {
            throw new IllegalStateException("wanted the jars of " + vocabulary.artifacts() + ", found " + jars);
        }
        return String.join(File.pathSeparator, jars);
    }

    private static long generated(Path classes, Vocabulary vocabulary) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.getFileName().toString().startsWith("Items")
                            && file.getFileName().toString().endsWith(vocabulary.generated()))
                    .count();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
