package dev.failover.config;

import org.jspecify.annotations.Nullable;

/** Did you mean? Finds the known name that was probably meant by an unknown one. */
public final class Suggestions {
    /** Longer names get no suggestion: they are no slips of the finger, and comparing them costs their square. */
    private static final int MAX_LENGTH = 120;

    private Suggestions() {}

    /**
     * The known name nearest to the unknown one, compared after {@link #fold}, or null if none is near: at most a third
     * of the letters may differ. When several are equally near, the first.
     */
    public static @Nullable String closest(String unknown, Iterable<String> known) {
        if (unknown.isEmpty() || unknown.length() > MAX_LENGTH) {
            return null;
        }
        String folded = fold(unknown);
        String best = null;
        int bestDistance = Math.max(1, folded.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(folded, fold(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** One form for {@code maxAttempts}, {@code max_attempts} and {@code Max-Attempts}. */
    static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Text.isUpperLetter(c)) {
                if (i > 0 && (Text.isLowerLetter(name.charAt(i - 1)) || Text.isDigit(name.charAt(i - 1)))) {
                    folded.append('-');
                }
                folded.append(Character.toLowerCase(c));
            } else {
                folded.append(c == '_' ? '-' : c);
            }
        }
        return folded.toString();
    }

    /** Damerau-Levenshtein, the variant in which no letter is moved twice: a swap of neighbours costs one. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, beforeLast[j - 2] + 1);
                }
                row[j] = best;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
