package dev.failover.store;

import java.io.IOException;

/** Why there can be no disk, in words that say what to do about it. */
final class DiskUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskUnavailableException(String why) {
        super(why);
    }
}
