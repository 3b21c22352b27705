package dev.failover.config;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one file that counts and reads it. */
final class ConfigFile {
    /** The file that was read or should have been; null if there is none. */
    final @Nullable File file;

    final List<Entry> entries;

    private ConfigFile(@Nullable File file, List<Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * Finds and reads the file.
     *
     * @param stronger the settings of stronger layers, strongest first: one of them may name the file
     */
    static ConfigFile find(ConfigSources sources, List<Entry> stronger, Problems problems) {
        String named = sources.file;
        if (named != null) {
            return read(TextFile.resolve(named, sources.workingDirectory), named, named, problems);
        }
        if (!sources.looksForFile) {
            return none();
        }
        for (Entry entry : stronger) {
            String path = entry.value.trim();
            if (entry.dotted().equals(ConfigKeys.CONFIG_FILE.name()) && !path.isEmpty()) {
                return read(TextFile.resolve(path, sources.workingDirectory), path, entry.place, problems);
            }
        }
        return lookFor(sources, problems);
    }

    private static ConfigFile lookFor(ConfigSources sources, Problems problems) {
        if (sources.agentDirectory != null) {
            File beside = new File(sources.agentDirectory, "config.ini");
            if (exists(beside)) {
                return read(beside, "config.ini", "config.ini", problems);
            }
        }
        for (String path : new String[] {"config/failover.ini", "failover.ini"}) {
            File file = TextFile.resolve(path, sources.workingDirectory);
            if (exists(file)) {
                return read(file, path, path, problems);
            }
        }
        return none();
    }

    private static boolean exists(File file) {
        try {
            return file.isFile();
        } catch (SecurityException e) {
            return false;
        }
    }

    private static ConfigFile none() {
        return new ConfigFile(null, Collections.<Entry>emptyList());
    }

    private static ConfigFile read(File file, String display, String namedAt, Problems problems) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (IniEntry entry : IniReader.read(TextFile.read(file), display, problems)) {
                entries.add(Entry.ofFile(entry, display));
            }
        } catch (IOException e) {
            problems.error(namedAt, "the file " + Text.quote(display) + " " + e.getMessage());
        }
        return new ConfigFile(file, entries);
    }
}
