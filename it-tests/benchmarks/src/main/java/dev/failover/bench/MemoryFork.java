package dev.failover.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Runs {@link Memory} in a JVM of its own, with a collector after which every byte that is used is a live one. */
final class MemoryFork {
    private MemoryFork() {}

    static void run(Jdk jdk, Path csv) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        jdk.java().toString(),
                        "-XX:+UseSerialGC",
                        "-Xms1g",
                        "-Xmx1g",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Memory.class.getName(),
                        csv.toString())
                .inheritIO()
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            System.out.println("Memory was not measured: exit code " + exit);
        }
    }
}
