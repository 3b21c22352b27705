package dev.failover.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All responses that are stored for one URI: one for each combination of credentials and of the request fields that {@code Vary}
 * names (RFC 9111, section 4.1). One value of the store, so that what concerns them all, such as invalidation, is one step.
 * Immutable. Two are equal only if one is a copy of the other.
 */
public final class Variants {
    /** The most responses of one URI; the oldest makes room. */
    public static final int MOST = 32;

    private final long version;
    private final List<StoredResponse> responses;

    /**
     * @param version what tells this value from every other one of the same key
     * @param responses at least one, the latest first
     */
    public Variants(long version, List<StoredResponse> responses) {
        if (responses.isEmpty()) {
            throw new IllegalArgumentException("there is no response; remove the key instead");
        }
        this.version = version;
        this.responses = Collections.unmodifiableList(new ArrayList<>(responses));
    }

    /** A new value. */
    static Variants of(List<StoredResponse> responses) {
        return new Variants(UUID.randomUUID().getMostSignificantBits(), responses);
    }

    /** What tells this value from every other one of the same key. */
    public long version() {
        return version;
    }

    /** At least one, the latest first. */
    public List<StoredResponse> responses() {
        return responses;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Variants && ((Variants) other).version == version;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(version);
    }

    @Override
    public String toString() {
        return "Variants " + Arrays.toString(responses.toArray());
    }
}
