package dev.failover.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;

/** What the place where our output goes can do. */
record Terminal(PrintStream out, boolean redraws, boolean colours) {

    static Terminal detect() {
        Map<String, String> environment = System.getenv();
        boolean redraws =
                isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colours = redraws && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(System.out, redraws, colours);
    }

    /** Since Java 22 there is a console without a terminal, too. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }

    String bold(String text) {
        return colours ? "\033[1m" + text + "\033[0m" : text;
    }

    String dim(String text) {
        return colours ? "\033[2m" + text + "\033[0m" : text;
    }

    String good(String text) {
        return colours ? "\033[32m" + text + "\033[0m" : text;
    }

    String bad(String text) {
        return colours ? "\033[1;31m" + text + "\033[0m" : text;
    }

    /** One letter a slice of time: who answered, or that a call failed. */
    String timeline(String cells) {
        if (!colours) {
            return cells;
        }
        StringBuilder text = new StringBuilder();
        for (char cell : cells.toCharArray()) {
            String style = switch (cell) {
                case 'a' -> "30;42";
                case 'b' -> "30;46";
                case Tally.FAILED -> "1;97;41";
                default -> "2";
            };
            text.append("\033[").append(style).append('m').append(cell).append("\033[0m");
        }
        return text.toString();
    }
}
