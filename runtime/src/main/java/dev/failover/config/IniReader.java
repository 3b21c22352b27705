package dev.failover.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the INI dialect of {@code docs/configuration.md}: comments on lines of their own, raw values, continuation by
 * white space. It knows no keys. It never throws: what cannot be read is a problem and is left out. Messages repeat keys,
 * never values, because any line may hold a secret.
 *
 * <p>One reader reads one text; not thread-safe.
 */
final class IniReader {
    private final String file;
    private final Problems problems;
    private final List<IniEntry> entries = new ArrayList<>();
    private final Map<String, Integer> sectionLines = new HashMap<>();
    private final Map<String, Integer> keyLines = new HashMap<>();

    /** Null before the first section, and after a header that cannot be read. */
    private @Nullable String section;

    private boolean keyBeforeSection;
    private boolean brokenSection;

    /** The key whose value the next line may continue. Null if there is none. */
    private @Nullable String openKey;

    private int openLine;
    private boolean openIsDuplicate;
    private final StringBuilder openValue = new StringBuilder();

    private IniReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads a text.
     *
     * @param text without byte order mark
     * @param file what messages call it
     * @param problems where they go
     * @return the entries in their order, no key twice in a section
     */
    static List<IniEntry> read(String text, String file, Problems problems) {
        IniReader reader = new IniReader(file, problems);
        int number = 0;
        int from = 0;
        while (from < text.length()) {
            int end = endOfLine(text, from);
            reader.line(++number, text.substring(from, end));
            boolean pair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            from = end + (pair ? 2 : 1);
        }
        reader.close();
        return reader.entries;
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void line(int number, String line) {
        String content = line.trim();
        if (content.isEmpty()) {
            close();
        } else if (content.charAt(0) == '#' || content.charAt(0) == ';') {
            return;
        } else if (content.indexOf('\uFFFD') >= 0) {
            close();
            problems.error(at(number), "the line is not UTF-8 and is ignored; save the file as UTF-8");
        } else if (line.charAt(0) <= ' ') {
            continuation(number, content);
        } else if (content.charAt(0) == '[') {
            header(number, content);
        } else {
            setting(number, content);
        }
    }

    private void continuation(int number, String content) {
        if (openKey == null) {
            if (section != null) {
                problems.error(
                        at(number),
                        "the line begins with white space, but there is no value above that it could continue;"
                                + " remove the white space");
            }
            return;
        }
        if (looksComplete(content)) {
            problems.warning(
                    at(number),
                    "the line begins with white space, so it continues the value of " + Text.quote(openKey) + " (line "
                            + openLine + "); remove the white space if it stands for itself");
        }
        if (openValue.length() > 0) {
            openValue.append(' ');
        }
        openValue.append(content);
    }

    /** Whether an indented line is more likely a setting or a header than the rest of a value. */
    private static boolean looksComplete(String content) {
        if (content.charAt(0) == '[') {
            return content.endsWith("]");
        }
        int equals = content.indexOf('=');
        String key = content.substring(0, Math.max(equals, 0)).trim();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Text.isLowerLetter(c) && !Text.isUpperLetter(c) && !Text.isDigit(c) && "-._".indexOf(c) < 0) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private void header(int number, String content) {
        close();
        section = null;
        brokenSection = true;
        if (!content.endsWith("]")) {
            problems.error(
                    at(number),
                    "a section is written [NAME] on a line of its own; everything up to the next section is ignored");
            return;
        }
        String name = content.substring(1, content.length() - 1).trim();
        if (name.isEmpty()) {
            problems.error(
                    at(number),
                    "the section has no name; write [defaults] or [service.NAME];"
                            + " everything up to the next section is ignored");
            return;
        }
        section = name;
        Integer first = sectionLines.get(name);
        if (first == null) {
            sectionLines.put(name, number);
        } else {
            problems.warning(
                    at(number), "section [" + name + "] has begun on line " + first + " already; both are read as one");
        }
    }

    private void setting(int number, String content) {
        close();
        int equals = content.indexOf('=');
        if (equals <= 0) {
            noKey(number, content, equals);
            return;
        }
        if (section == null) {
            if (!brokenSection && !keyBeforeSection) {
                keyBeforeSection = true;
                problems.error(
                        at(number),
                        "the file begins with a key; write [defaults] or [service.NAME] on a line before it");
            }
            return;
        }
        openKey = content.substring(0, equals).trim();
        openLine = number;
        openValue.append(content.substring(equals + 1).trim());
        Integer first = keyLines.get(section + '\n' + openKey);
        openIsDuplicate = first != null;
        if (first == null) {
            keyLines.put(section + '\n' + openKey, number);
        } else {
            problems.error(
                    at(number),
                    "duplicate key " + Text.quote(openKey) + " in [" + section + "], line " + first
                            + " has it too and counts; remove one of the two lines");
        }
    }

    private void noKey(int number, String content, int equals) {
        if (brokenSection && section == null) {
            return;
        }
        int colon = content.indexOf(':');
        String key = content.substring(0, Math.max(colon, 0)).trim();
        problems.error(
                at(number),
                equals == 0
                        ? "there is no key before '='; write KEY = VALUE"
                        : "there is no '='; write " + (looksComplete(key + "=") ? key : "KEY") + " = VALUE");
    }

    /** Ends the open value. */
    private void close() {
        if (openKey != null && section != null && !openIsDuplicate) {
            Integer header = sectionLines.get(section);
            entries.add(
                    new IniEntry(section, header == null ? openLine : header, openKey, openValue.toString(), openLine));
        }
        openKey = null;
        openValue.setLength(0);
    }

    private String at(int number) {
        return file + ":" + number;
    }
}
