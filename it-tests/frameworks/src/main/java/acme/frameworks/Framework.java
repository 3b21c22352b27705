package acme.frameworks;

/**
 * How a program calls a service by some framework. Whatever the framework throws goes to the caller, so that it shows what its
 * users see.
 */
public interface Framework {
    /** {@code base} is how the program was configured, without a slash at its end; {@code path} begins with one. */
    Answer get(String base, String path) throws Exception;

    /** As JSON, or in the way in which this framework sends such a word. */
    Answer post(String base, String path, String word) throws Exception;
}
