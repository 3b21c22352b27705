package dev.failover.select;

import dev.failover.endpoint.EndpointState;
import org.jspecify.annotations.Nullable;

/**
 * In which order a call asks the endpoints of its service: the preferred one first, then the others as they are listed;
 * those that are down or want to be left alone after all the rest. Stateless.
 */
public final class Selector {
    /** Returned when there is no further candidate. */
    public static final int NONE = -1;

    /** How far the search goes. */
    public enum Reach {
        /** Endpoints that this call has not tried. */
        UNTRIED,
        /** All but the one that was tried latest; it too when it is the only one. */
        RETURNING
    }

    private Selector() {}

    /**
     * The next candidate: the first healthy one in the order, else the first one. What an endpoint says of its health may
     * change while a call chooses; because the call says whom it has asked, it then still asks everyone, and nobody twice.
     *
     * @param preferred index of the endpoint that comes first; negative for the order of the list
     * @param asked candidates that this method returned before; null to begin
     * @return an index, or {@link #NONE}
     */
    public static int next(
            EndpointState[] endpoints, int preferred, TriedSet tried, Reach reach, @Nullable TriedSet asked, long now) {
        int other = NONE;
        for (int position = 0; position < endpoints.length; position++) {
            int index = index(position, preferred);
            if (allowed(endpoints, tried, reach, index) && (asked == null || !asked.contains(index))) {
                if (endpoints[index].isPreferable(now)) {
                    return index;
                }
                other = other == NONE ? index : other;
            }
        }
        return other;
    }

    private static boolean allowed(EndpointState[] endpoints, TriedSet tried, Reach reach, int index) {
        return reach == Reach.UNTRIED ? !tried.contains(index) : index != tried.last() || endpoints.length == 1;
    }

    /** The order is: preferred, then 0, 1, 2, ... without it. */
    private static int index(int position, int preferred) {
        if (preferred < 0) {
            return position;
        }
        return position == 0 ? preferred : position <= preferred ? position - 1 : position;
    }
}
