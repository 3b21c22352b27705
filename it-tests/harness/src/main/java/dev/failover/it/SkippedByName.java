package dev.failover.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Maven only counts skipped tests; what was not tested on this machine, and why, belongs on the screen. */
public final class SkippedByName implements TestWatcher {
    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        System.out.println("SKIPPED " + context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + " " + context.getDisplayName() + ": "
                + cause.getMessage());
    }
}
