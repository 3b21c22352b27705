package dev.failover.cache;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Which calls fetch what others may want, too, so that many calls for the same thing ask an endpoint once. Nobody waits for what was
 * not stored the last time. Thread-safe; lock-free.
 */
final class Flights {
    /** After this time a flight is taken for lost, and another call leads. */
    static final long LOST_AFTER = TimeUnit.SECONDS.toNanos(30);

    /** For how long it is remembered that waiting is in vain. */
    private static final long FUTILE_FOR = TimeUnit.SECONDS.toNanos(10);

    /** Slots, shared by the keys that fall together: then some calls do not wait that could. */
    private static final int SLOTS = 1 << 10;

    private final ConcurrentHashMap<String, Flight> flights = new ConcurrentHashMap<>();
    private final AtomicLongArray futileUntil = new AtomicLongArray(SLOTS);

    /** What two requests have in common that one response could answer; null when this one goes alone. */
    static @Nullable String keyOf(CacheRequest request, @Nullable Variants variants, CachePolicy policy) {
        if (!request.isGet()
                || request.hasBody()
                || request.demandsValidation()
                || request.headers().contains("Range")
                || Preconditions.areThere(request.headers())) {
            return null;
        }
        // No character of a header can be taken for the separator.
        StringBuilder key = new StringBuilder(request.target()).append('\n').append(Credentials.of(request, policy));
        for (int i = 0; i < request.headers().size(); i++) {
            String name = request.headers().name(i).toLowerCase(Locale.ROOT);
            if (name.startsWith("accept") || isNamed(variants, name)) {
                key.append('\n')
                        .append(name)
                        .append(':')
                        .append(request.headers().value(i));
            }
        }
        return key.toString();
    }

    /** The same for calls that validate one stored response, each behind its own answer. */
    static String keyOf(String target, Selector selector) {
        StringBuilder key = new StringBuilder(target).append("\n\n").append(selector.credentials());
        for (int i = 0; i < selector.size(); i++) {
            key.append('\n').append(selector.name(i)).append(':').append(selector.value(i));
        }
        return key.toString();
    }

    private static boolean isNamed(@Nullable Variants variants, String name) {
        if (variants != null) {
            List<StoredResponse> responses = variants.responses();
            for (int i = 0; i < responses.size(); i++) {
                Selector selector = responses.get(i).selector();
                for (int j = 0; j < selector.size(); j++) {
                    if (selector.name(j).equals(name)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The flight to wait for, or null: then {@code own} is the one that others wait for. */
    @Nullable
    Flight join(String key, Flight own, long now) {
        for (; ; ) {
            Flight other = flights.putIfAbsent(key, own);
            if (other == null) {
                return null;
            }
            if (now - other.startedAt() < LOST_AFTER) {
                return other;
            }
            if (flights.replace(key, other, own)) {
                other.land();
                return null;
            }
        }
    }

    /** Whether waiting for a flight of that key was in vain lately. */
    boolean isFutile(String key, long now) {
        long until = futileUntil.get(slot(key));
        return until != 0 && now - until < 0;
    }

    /** A flight has ended. */
    void land(String key, Flight own, boolean isStored, long now) {
        if (!isStored) {
            // 0 means never.
            futileUntil.set(slot(key), (now + FUTILE_FOR) | 1);
        }
        flights.remove(key, own);
        own.land();
    }

    private static int slot(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
