package dev.failover;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Faults of the cache, which cost its benefit and never a call; each kind is told once. Thread-safe. */
final class CacheFaults {
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void tell(String service, Throwable fault) {
        if (told.add(service + " " + fault.getClass().getName())) {
            Logger.getLogger("dev.failover")
                    .log(Level.WARNING, "the cache of " + service + " has a fault; the call goes on without it", fault);
        }
    }
}
