package dev.failover.config;

import java.util.ArrayList;
import java.util.List;

/** Lists as they are written in a configuration: separated by commas, trimmed, {@code \,} for a comma. Stateless. */
public final class ListText {
    private ListText() {}

    /**
     * Splits a list. Empty items, also those of a comma at the end, do not count; a backslash that is not before a comma
     * is an ordinary character.
     *
     * @param text the list, never null
     * @return the items in their order, possibly none
     */
    public static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                item.append(',');
                i++;
            } else if (c == ',') {
                addItem(items, item);
            } else {
                item.append(c);
            }
        }
        addItem(items, item);
        return items;
    }

    private static void addItem(List<String> items, StringBuilder item) {
        String trimmed = item.toString().trim();
        if (!trimmed.isEmpty()) {
            items.add(trimmed);
        }
        item.setLength(0);
    }

    /**
     * The opposite of {@link #split}: one text, in which the commas of the items are escaped.
     *
     * @param items trimmed and not empty, or they are changed by the way back
     * @return the list as one text
     */
    public static String join(Iterable<String> items) {
        StringBuilder text = new StringBuilder();
        for (String item : items) {
            if (text.length() > 0) {
                text.append(',');
            }
            for (int i = 0; i < item.length(); i++) {
                char c = item.charAt(i);
                text.append(c == ',' ? "\\," : String.valueOf(c));
            }
        }
        return text.toString();
    }
}
