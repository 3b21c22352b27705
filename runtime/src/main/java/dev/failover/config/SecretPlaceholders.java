package dev.failover.config;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Placeholders in the values of secret keys: <code>${env:NAME}</code> and <code>${file:/path}</code>, each with a
 * default after {@code :-} if wanted, alone or within other text. There are no others, and no nesting. Stateless.
 */
public final class SecretPlaceholders {
    private static final String ALLOWED = "write ${env:NAME} or ${file:/path}, with a default after ':-' if wanted";

    private SecretPlaceholders() {}

    /**
     * Checks the form of all placeholders without looking anything up.
     *
     * @param text the value as it was written
     * @throws InvalidValueException if a placeholder is malformed; the message does not repeat the value
     */
    public static void check(String text) {
        expand(text, null, null);
    }

    /** Whether there is a placeholder at all; otherwise the secret stands there in plain text. */
    static boolean isReference(String text) {
        return text.contains("${");
    }

    /**
     * Puts in what the placeholders stand for. A variable that is empty counts as not set. Of a file the line ends and
     * blanks at its end do not count.
     *
     * @param text the value as it was written
     * @param environment where <code>${env:NAME}</code> looks; null to check the form only
     * @param directory where a relative path begins; null for the working directory of the process
     * @return the value
     * @throws InvalidValueException if a placeholder is malformed, or has nothing to stand for and no default
     */
    static String expand(String text, @Nullable Map<String, String> environment, @Nullable File directory) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new InvalidValueException("a placeholder has no closing brace; " + ALLOWED);
            }
            String value = lookUp(text.substring(start + 2, end), environment, directory);
            out.append(text, from, start).append(value);
            from = end + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String lookUp(String body, @Nullable Map<String, String> environment, @Nullable File directory) {
        int dash = body.indexOf(":-");
        String fallback = dash < 0 ? null : body.substring(dash + 2);
        String reference = dash < 0 ? body : body.substring(0, dash);
        boolean env = reference.startsWith("env:");
        String name =
                reference.substring(Math.min(reference.length(), env ? 4 : 5)).trim();
        if ((!env && !reference.startsWith("file:")) || name.isEmpty()) {
            throw new InvalidValueException("a placeholder is neither ${env:NAME} nor ${file:/path}; " + ALLOWED);
        }
        if (environment == null) {
            return "";
        }
        return env ? variable(name, fallback, environment) : file(name, fallback, directory);
    }

    private static String variable(String name, @Nullable String fallback, Map<String, String> environment) {
        String value = environment.get(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (fallback == null) {
            throw new InvalidValueException("the environment variable " + Text.quote(name)
                    + " is not set; set it or give a default: ${env:" + name + ":-DEFAULT}");
        }
        return fallback;
    }

    private static String file(String path, @Nullable String fallback, @Nullable File directory) {
        File file = TextFile.resolve(path, directory);
        if (fallback != null && !file.exists()) {
            return fallback;
        }
        try {
            String content = TextFile.read(file);
            int end = content.length();
            while (end > 0 && content.charAt(end - 1) <= ' ') {
                end--;
            }
            return content.substring(0, end);
        } catch (IOException e) {
            throw new InvalidValueException("the file " + Text.quote(path) + " of the secret " + e.getMessage());
        }
    }
}
