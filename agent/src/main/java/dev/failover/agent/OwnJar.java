package dev.failover.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent's own jar is. Loaded by the boot loader, a class does not know where it comes from. The JDK can be asked,
 * but it opens its image and all of its modules for that, which is a third of what the agent costs at the start; so first
 * a look at the options of the JVM, where the system shows them.
 */
final class OwnJar {
    /** The boot loader knows the jar by no other name: it stands in the manifest. */
    private static final String NAME = "failover-agent.jar";

    private static final String OPTION = "-javaagent:";
    private static final String COMMAND_LINE = "/proc/self/cmdline";
    private static final int LONGEST = 64 * 1024;
    private static final String[] VARIABLES = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    /** Options whose value is the next word. */
    private static final String[] WITH_VALUE = {
        "-cp",
        "-classpath",
        "--class-path",
        "-p",
        "--module-path",
        "--upgrade-module-path",
        "--add-modules",
        "--limit-modules",
        "--add-exports",
        "--add-opens",
        "--add-reads",
        "--patch-module",
        "--enable-native-access",
        "--illegal-native-access",
        "--sun-misc-unsafe-memory-access"
    };

    private @Nullable String found;
    private boolean doubtful;

    private OwnJar() {}

    /** @param attached whether the options of the JVM know nothing of it */
    static File find(boolean attached) throws Exception {
        String named = attached ? null : named(commandLine(), System.getenv());
        File file = named == null ? null : new File(named);
        return file != null && file.isFile() ? file : asked();
    }

    private static File asked() throws Exception {
        URL url = ClassLoader.getSystemResource("dev/failover/agent/FailoverAgent.class");
        if (url == null) {
            throw new IllegalStateException("cannot find the agent's own jar");
        }
        String text = url.toString();
        int end = text.indexOf("!/");
        if (!text.startsWith("jar:file:") || end < 0) {
            throw new IllegalStateException("the agent does not come from a jar file but from " + text);
        }
        return new File(new URI(text.substring("jar:".length(), end)));
    }

    /** Words that end with a NUL; empty where there is no such thing, or too much of it. */
    private static String commandLine() {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        try (FileInputStream in = new FileInputStream(COMMAND_LINE)) {
            for (int n; length < LONGEST && (n = in.read(bytes, length, LONGEST - length)) > 0; ) {
                length += n;
            }
        } catch (IOException | RuntimeException elsewhere) {
            return "";
        }
        return length < LONGEST ? new String(bytes, 0, length, Charset.defaultCharset()) : "";
    }

    /**
     * The one path that the options of the JVM name; null when they name none or several, or there may be more of them.
     *
     * @param commandLine words that end with a NUL, the first one is the program
     */
    static @Nullable String named(String commandLine, Map<String, String> environment) {
        OwnJar jar = new OwnJar();
        jar.lookAt(commandLine);
        for (String variable : VARIABLES) {
            String options = environment.get(variable);
            if (options != null) {
                jar.lookAtVariable(options);
            }
        }
        return jar.doubtful ? null : jar.found;
    }

    private void lookAt(String commandLine) {
        int begin = commandLine.indexOf('\0') + 1;
        boolean value = false;
        for (int end; (end = commandLine.indexOf('\0', begin)) >= 0; begin = end + 1) {
            String word = commandLine.substring(begin, end);
            if (value) {
                value = false;
            } else if (isLast(word) || (!word.startsWith("-") && !word.startsWith("@"))) {
                // What follows is for the program.
                return;
            } else {
                lookAtOption(word);
                value = hasValue(word);
            }
        }
    }

    private void lookAtVariable(String options) {
        doubtful |= options.indexOf('"') >= 0 || options.indexOf('\'') >= 0;
        int begin = 0;
        for (int i = 0; i <= options.length(); i++) {
            if (i == options.length() || options.charAt(i) <= ' ') {
                lookAtOption(options.substring(begin, i));
                begin = i + 1;
            }
        }
    }

    private void lookAtOption(String word) {
        if (word.startsWith("@") || word.startsWith("-XX:Flags=") || word.startsWith("-XX:VMOptionsFile=")) {
            doubtful = true;
        } else if (word.startsWith(OPTION)) {
            int equals = word.indexOf('=');
            String path = word.substring(OPTION.length(), equals < 0 ? word.length() : equals);
            if (new File(path).getName().equals(NAME)) {
                doubtful |= found != null && !found.equals(path);
                found = path;
            }
        }
    }

    private static boolean isLast(String word) {
        return word.equals("-jar") || word.equals("-m") || word.equals("--module");
    }

    private static boolean hasValue(String word) {
        for (String option : WITH_VALUE) {
            if (word.equals(option)) {
                return true;
            }
        }
        return false;
    }
}
