package acme.suite;

/** Told once, by a thread of the client. */
public interface Callback {
    /** One of the two is null. */
    void done(Answer answer, Throwable failure);
}
