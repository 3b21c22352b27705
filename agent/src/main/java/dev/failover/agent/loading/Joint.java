package dev.failover.agent.loading;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a client that is woven, and how. Immutable. */
final class Joint {
    /** What happens to the method. */
    enum Kind {
        /** Before anything else the bridge is asked: its answer, if there is one, takes the place of the method's own code. */
        AROUND,
        /** What the method returns is shown to the bridge, with two arguments or fields: its answer is returned instead. */
        RETURNED,
        /** Before anything else the bridge is shown the first argument, and two fields: its answer takes the place of it. */
        ARGUMENT,
        /** Where the method returns false, the bridge may say true. */
        OR_TRUE,
        /** At its beginning the bridge may have the field {@code failedOnce} set; it is taken back at the end. */
        FAILED_ONCE,
        /** At its beginning the method fails if that field is set and the bridge says so. */
        FAIL_AGAIN,
        /** A class loader that finds the bridge only if it is told to ask the boot loader. */
        FIND_BRIDGE
    }

    final Kind kind;
    final @Nullable Place place;
    final String method;
    /** As in the library that was never relocated; null for whichever there is. */
    final @Nullable String descriptor;
    /** Fields of the object that are passed on after the arguments; a class that lacks one of them is not woven. */
    final List<String> fields;

    Joint(Kind kind, @Nullable Place place, String method, @Nullable String descriptor, String... fields) {
        this.kind = kind;
        this.place = place;
        this.method = method;
        this.descriptor = descriptor;
        this.fields = Collections.unmodifiableList(Arrays.asList(fields));
    }

    /** The number by which woven code asks. */
    int slot() {
        if (place == null) {
            throw new IllegalStateException(method + " asks nobody");
        }
        return place.ordinal();
    }

    static Joint around(Place place, String method, String descriptor, String... fields) {
        return new Joint(Kind.AROUND, place, method, descriptor, fields);
    }
}
