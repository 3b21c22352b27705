package acme.suite;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;

/** What a process has taken so far, as its operating system says; known on Linux only. */
public final class Footprint {
    private Footprint() {}

    /** {@code FOOTPRINT}, the most memory it had at once in KB, and the CPU time in clock ticks. */
    public static void print() throws IOException {
        System.out.println("FOOTPRINT\t" + peak() + "\t" + ticks());
    }

    private static long peak() throws IOException {
        try (BufferedReader lines = new BufferedReader(new FileReader("/proc/self/status"))) {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        }
        return -1;
    }

    private static long ticks() throws IOException {
        try (BufferedReader lines = new BufferedReader(new FileReader("/proc/self/stat"))) {
            // The name of the command, in parentheses, may have blanks in it.
            String line = lines.readLine();
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
    }
}
