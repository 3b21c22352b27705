package acme.replica;

/**
 * How a replica misbehaves: a kind and, for some, an argument.
 *
 * <pre>
 *   ok
 *   status 503 [RETRY-AFTER]  answers with this status
 *   redirect URL              answers 302
 *   cacheable CACHE-CONTROL   answers well, and says how long that is good
 *   reset                     reads the whole request, then resets the connection
 *   reset-early               resets the connection before reading
 *   close                     reads the whole request, then closes without an answer
 *   hang                      accepts, reads, never answers
 *   deaf                      accepts, never reads
 *   slow MILLIS               answers late
 *   cut                       answers, but breaks off in the middle of the body
 *   unreadable                answers with a length that is no number, and closes
 * </pre>
 */
final class Fault {
    final String kind;
    private final String[] words;

    private Fault(String[] words) {
        this.kind = words[0];
        this.words = words;
    }

    static Fault parse(String line) {
        return new Fault(line.trim().split(" +"));
    }

    boolean is(String other) {
        return kind.equals(other);
    }

    String argument(int index, String otherwise) {
        return index < words.length ? words[index] : otherwise;
    }
}
