package dev.failover.it.clients;

import dev.failover.it.Jdk;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs to its end. */
final class Fork {
    private Fork() {}

    /** {@code nanos}: from its start until it had ended. */
    record Ended(long nanos, List<String> out) {
        /** The fields of every line that begins with this word. */
        List<String[]> lines(String word) {
            return out.stream()
                    .map(line -> line.split("\t"))
                    .filter(fields -> fields[0].equals(word))
                    .toList();
        }

        String[] line(String word) {
            return lines(word).get(0);
        }
    }

    static Ended run(Jdk jdk, List<String> classPath, List<String> options, List<String> program)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(options);
        command.add("-classpath");
        command.add(String.join(File.pathSeparator, classPath));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the machine has set for everybody would be measured as well.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        long begin = System.nanoTime();
        Process process = builder.start();
        List<String> out;
        try (BufferedReader lines = process.inputReader()) {
            out = lines.lines().toList();
        }
        int exit = process.waitFor();
        long nanos = System.nanoTime() - begin;
        if (exit != 0) {
            throw new IllegalStateException("exit code " + exit + " of " + command + ":\n" + String.join("\n", out));
        }
        return new Ended(nanos, out);
    }
}
