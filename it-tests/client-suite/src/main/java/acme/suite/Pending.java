package acme.suite;

/** A call that was started and may not have ended. */
public interface Pending {
    /** The way in which programs give up calls of this client. */
    void cancel();
}
