package dev.failover.config;

/** What the agent does with what it decides. */
public enum Mode {
    /** Decisions are carried out. */
    ENFORCE,
    /** Decisions are taken, counted and logged; no call is changed. */
    OBSERVE;

    /** As it is written in a configuration: {@code enforce} or {@code observe}. */
    @Override
    public String toString() {
        return this == ENFORCE ? "enforce" : "observe";
    }
}
