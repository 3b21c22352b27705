package dev.failover.agent.bridge.v1;

import org.jspecify.annotations.Nullable;

/**
 * What the agent does at one place of a client. Implementations live in the agent's own class loader, which the places
 * cannot see.
 */
public interface Handler {
    /**
     * Called at the place, on the program's thread.
     *
     * @param self the object whose method runs; null in a static one
     * @param a first argument; which one it is, the place defines; those that there are not are null
     * @param b second argument
     * @param c third argument
     * @param d fourth argument
     * @param e fifth argument
     * @param f sixth argument
     * @return null to let the program's own code run; otherwise what the method returns and what it throws, one of them
     *     null
     * @throws Throwable never once anything was sent: the caller answers it by running the program's own code
     */
    Object @Nullable [] enter(
            @Nullable Object self,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f)
            throws Throwable;
}
