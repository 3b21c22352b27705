package dev.failover.agent.client.vertx;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of the client have a call behind them, as long as it is under way. There is one for each copy of the
 * library: it goes with the adapter. A request that its program has dropped ends its call. Thread-safe.
 */
final class HandedRequests {
    private static final ConcurrentMap<Object, Handed> HANDED = new ConcurrentHashMap<>();
    /** Those whose program has a {@link HeldResponse}, which has ended. */
    private static final ConcurrentMap<Object, Boolean> TOLD_HELD = new ConcurrentHashMap<>();

    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private HandedRequests() {}

    /** By identity, and without holding it. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object request) {
            super(request, GONE);
            hash = System.identityHashCode(request);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object request = get();
            return this == other || (request != null && other instanceof Key && ((Key) other).get() == request);
        }
    }

    /** What is looked up with, and has no end of its own. */
    private static final class Wanted {
        private final Object request;

        Wanted(Object request) {
            this.request = request;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(request);
        }

        @Override
        @SuppressWarnings("EqualsWhichDoesntCheckParameterClass") // a map asks the one that it looks up with
        public boolean equals(@Nullable Object other) {
            return other instanceof Key && ((Key) other).get() == request;
        }
    }

    static void add(Object request, Handed handed) {
        sweep();
        HANDED.put(new Key(request), handed);
    }

    /** What is behind a request; null for one of which the agent knows nothing. */
    static @Nullable Handed of(@Nullable Object request) {
        return request == null || HANDED.isEmpty() ? null : HANDED.get(new Wanted(request));
    }

    /** Nothing can become of a request any more: its program has had a {@link HeldResponse} to its end. */
    static void endHeld(Object request) {
        TOLD_HELD.put(new Key(request), true);
        remove(request);
    }

    static boolean hasEndedHeld(@Nullable Object request) {
        return request != null && !TOLD_HELD.isEmpty() && TOLD_HELD.containsKey(new Wanted(request));
    }

    static void remove(Object request) {
        HANDED.remove(new Wanted(request));
    }

    static int size() {
        return HANDED.size();
    }

    private static void sweep() {
        for (Reference<?> gone; (gone = GONE.poll()) != null; ) {
            TOLD_HELD.remove(gone);
            Handed handed = HANDED.remove(gone);
            if (handed != null) {
                handed.call().giveUp();
            }
        }
    }
}
