package dev.failover.agent.client.jetty;

/** An answer of the cache, as a call gives it to the program. */
public abstract class StoredGate implements Gate {
    @Override
    public final boolean isStored() {
        return true;
    }

    @Override
    public final boolean isOwn() {
        return false;
    }

    @Override
    public final boolean isOpen() {
        return false;
    }

    @Override
    public final boolean isDecidedHere() {
        return false;
    }

    @Override
    public final void drop() {}

    @Override
    public final void cancel() {}
}
