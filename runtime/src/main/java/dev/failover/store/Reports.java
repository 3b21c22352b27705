package dev.failover.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.ehcache.shadow.org.terracotta.offheapstore.exceptions.OversizeMappingException;

/** Counts what went wrong with one service's store, and tells each kind of it once. Thread-safe. */
final class Reports {
    private final String service;
    private final Consumer<String> told;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private final LongAdder failures = new LongAdder();

    Reports(String service, Consumer<String> told) {
        this.service = service;
        this.told = told;
    }

    /** What somebody should know, and what he can do about it. */
    void tell(String what) {
        if (kinds.add(what)) {
            told.accept("the cache of " + service + ": " + what);
        }
    }

    /** Something that cost a miss. */
    void failed(String doing, Throwable failure) {
        failures.increment();
        // A kind is where it happened and as what: a message may name a key, of which there is no end.
        if (kinds.add(doing + " " + root(failure).getClass().getName())) {
            told.accept("the cache of " + service + ": " + doing + " failed, which costs a miss each time: "
                    + describe(failure));
        }
    }

    long failures() {
        return failures.sum();
    }

    /** The cause of all causes, which says most. */
    static String describe(Throwable failure) {
        Throwable root = root(failure);
        String message = root.getMessage();
        return message == null
                ? root.getClass().getName()
                : message + " (" + root.getClass().getSimpleName() + ")";
    }

    /** Whether all that is wrong is the size of what was to be stored. */
    static boolean isTooLarge(Throwable failure) {
        Throwable root = root(failure);
        return root instanceof OversizeMappingException || root instanceof TooLargeException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
