package dev.failover.store;

/** More bytes than can lie in one piece. */
final class TooLargeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String what) {
        super(what);
    }
}
