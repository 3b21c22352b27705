package dev.failover.processor.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an interface is written in.
 *
 * @param name such as {@code JAX-RS}
 * @param words what it has in place of our annotations, longer phrases first; for messages
 */
public record Vocabulary(String name, Map<String, String> words) {
    public static final Vocabulary OWN = new Vocabulary("dev.failover.annotations", Map.of());

    /** A text that speaks of our annotations, in the words of the interface. */
    public String translate(String text) {
        StringBuilder translated = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String word = text.charAt(at) == '@' ? wordAt(text, at) : null;
            translated.append(word == null ? text.substring(at, at + 1) : words.get(word));
            at += word == null ? 1 : word.length();
        }
        return translated.toString();
    }

    private @Nullable String wordAt(String text, int at) {
        for (String word : words.keySet()) {
            int end = at + word.length();
            boolean ends = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (text.startsWith(word, at) && ends) {
                return word;
            }
        }
        return null;
    }
}
