package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.jetty.Gate;
import dev.failover.agent.client.jetty.Undecided;
import dev.failover.cache.BodyRecorder;
import dev.failover.time.Timers;
import org.jspecify.annotations.Nullable;

/** What a {@link ResponseGate12} has of a response that the program does not get at once, or not alone. */
final class Withheld12 {
    /** Null where the head was all that had to be known. */
    volatile @Nullable Undecided<Gate> undecided;

    volatile @Nullable BodyRecorder recorder;
    // Touched by one step at a time.
    @Nullable
    HeldContent content;

    @Nullable
    Runnable end;

    Timers.@Nullable Timer dropTimer;
}
