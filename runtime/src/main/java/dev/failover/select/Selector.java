package dev.failover.select;

import dev.failover.endpoint.EndpointState;

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
     * The candidate after {@code previous}.
     *
     * @param preferred index of the endpoint that comes first; negative for the order of the list
     * @param previous the candidate that this method returned before, or {@link #NONE} to begin
     * @return an index, or {@link #NONE}
     */
    public static int next(
            EndpointState[] endpoints, int preferred, TriedSet tried, Reach reach, int previous, long now) {
        boolean begin = previous == NONE;
        boolean preferable = begin || endpoints[previous].isPreferable(now);
        int position = begin ? 0 : position(previous, preferred) + 1;
        for (; ; position = 0, preferable = false) {
            for (; position < endpoints.length; position++) {
                int index = index(position, preferred);
                if (endpoints[index].isPreferable(now) == preferable && allowed(endpoints, tried, reach, index)) {
                    return index;
                }
            }
            if (!preferable) {
                return NONE;
            }
        }
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

    private static int position(int index, int preferred) {
        if (preferred < 0) {
            return index;
        }
        return index == preferred ? 0 : index < preferred ? index + 1 : index;
    }
}
