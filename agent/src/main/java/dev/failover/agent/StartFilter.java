package dev.failover.agent;

import org.jspecify.annotations.Nullable;

/**
 * Whether the agent has anything to do in this JVM, told without reading the configuration: {@code JAVA_TOOL_OPTIONS} puts it
 * into every tool of a build as well. No collection, no regular expression, no lambda: each tool waits for this.
 */
public final class StartFilter {
    /** Whose programs are tools of the JDK; what starts a program from its source is none. */
    private static final String[] JDK = {"com.sun.tools.", "sun.", "jdk."};

    private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

    /** Build tools. Those that run tests in a JVM of their own have another main class there. */
    private static final String[] TOOLS = {
        "org.codehaus.plexus.classworlds.launcher.Launcher",
        "org.apache.maven.wrapper.MavenWrapperMain",
        "maven-wrapper.jar",
        "org.mvndaemon.mvnd.*",
        "org.gradle.launcher.*",
        "org.gradle.wrapper.GradleWrapperMain",
        "gradle-wrapper.jar",
        "org.apache.tools.ant.*",
        "sbt-launch.jar",
        "xsbt.boot.Boot",
        "org.jetbrains.kotlin.*",
        "scala.tools.nsc.*",
        "org.codehaus.groovy.tools.*"
    };

    private StartFilter() {}

    /**
     * Asked at the start.
     *
     * @param argument what was written behind the jar
     * @param late whether it is attached to a program that runs
     */
    static boolean isOff(@Nullable String argument, boolean late) {
        String enabled = setting("agent.enabled", argument);
        if (enabled != null && (enabled.equalsIgnoreCase("false") || enabled.equalsIgnoreCase("off"))) {
            return true;
        }
        String program = program();
        if (program.isEmpty()) {
            return !late && isWithoutProgram();
        }
        String given = setting("agent.exclude-main", argument);
        return given == null ? isTool(program) : isListed(program, given);
    }

    /** Whether the list of the configuration names the program of this JVM. */
    public static boolean isProgramIn(Iterable<String> patterns) {
        String program = program();
        for (String pattern : patterns) {
            if (fits(program, pattern)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isListed(String program, String list) {
        int begin = 0;
        for (int comma; begin <= list.length(); begin = comma + 1) {
            comma = list.indexOf(',', begin);
            comma = comma < 0 ? list.length() : comma;
            if (fits(program, list.substring(begin, comma).trim())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTool(String program) {
        for (String begin : JDK) {
            if (program.startsWith(begin)) {
                return !program.startsWith(SOURCE_LAUNCHER);
            }
        }
        for (String pattern : TOOLS) {
            if (fits(program, pattern)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String program, String pattern) {
        int last = pattern.length() - 1;
        boolean open = last > 0 && pattern.charAt(last) == '*';
        return open ? program.regionMatches(0, pattern, 0, last) : program.equals(pattern);
    }

    /** {@code java -version} and the like: what the launcher starts it names. Other launchers name nothing. */
    private static boolean isWithoutProgram() {
        return System.getProperty("sun.java.command") == null
                && "SUN_STANDARD".equals(System.getProperty("sun.java.launcher"));
    }

    /** The main class without its module, or the name of the jar; empty if the JVM does not tell. */
    private static String program() {
        String command = System.getProperty("sun.java.command");
        if (command == null) {
            return "";
        }
        int end = command.indexOf(' ');
        String program = end < 0 ? command : command.substring(0, end);
        return program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    }

    private static @Nullable String setting(String key, @Nullable String argument) {
        String value = argument == null ? null : inArgument(key, argument);
        value = value == null ? System.getProperty("failover." + key) : value;
        return value == null ? System.getenv(variable(key)) : value;
    }

    private static String variable(String key) {
        StringBuilder name = new StringBuilder("FAILOVER_");
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            name.append(c == '.' || c == '-' ? '_' : (char) (c - 'a' + 'A'));
        }
        return name.toString();
    }

    /** A part without {@code =} continues the value before it. */
    private static @Nullable String inArgument(String key, String argument) {
        String value = null;
        boolean inside = false;
        int begin = 0;
        for (int comma; begin <= argument.length(); begin = comma + 1) {
            comma = argument.indexOf(',', begin);
            comma = comma < 0 ? argument.length() : comma;
            String part = argument.substring(begin, comma).trim();
            int equals = part.indexOf('=');
            if (equals >= 0) {
                inside = part.substring(0, equals).trim().equals(key);
                value = inside ? part.substring(equals + 1).trim() : value;
            } else if (inside) {
                value = value + "," + part;
            }
        }
        return value;
    }
}
