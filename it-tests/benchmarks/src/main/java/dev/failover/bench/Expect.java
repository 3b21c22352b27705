package dev.failover.bench;

/** A benchmark that measures something else than it says must fail, not report. */
final class Expect {
    private Expect() {}

    static void admitted(boolean admitted) {
        if (!admitted) {
            throw new IllegalStateException("was refused");
        }
    }

    static void refused(boolean admitted) {
        if (admitted) {
            throw new IllegalStateException("was admitted");
        }
    }

    static IllegalStateException notRefused() {
        return new IllegalStateException("was admitted");
    }
}
