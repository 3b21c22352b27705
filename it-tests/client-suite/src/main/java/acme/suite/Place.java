package acme.suite;

/** Where the calls of a case go. Every case has a service of its own, so that none sees the breakers of another one. */
public enum Place {
    /** Two replicas, {@code a} and {@code b}; the program addresses {@code a}. */
    PAIR("a"),
    /** The same with a pause of 4 s before a call goes back to a replica. */
    PAIR_PATIENT("a"),
    /** The same, and an attempt may take two seconds. */
    PAIR_HURRIED("a"),
    /** The same, and no failure keeps a call away or is one too many. */
    PAIR_STUBBORN("a"),
    /** Nothing listens at the first one. */
    DEAD_FIRST("dead"),
    /** Connections to the first one never come about. */
    HOLE_FIRST("hole"),
    /** Nothing listens at either. */
    DEAD_BOTH("dead"),
    /** Connections to the first one never come about; one failure keeps calls away from it for long. */
    TRIPPED("hole"),
    /** Nothing listens at either; one failure keeps calls away for long. */
    TRIPPED_BOTH("dead"),
    /** Two replicas that may be called once a second together; more wait. */
    LIMITED("a"),
    /** Two replicas that may be called once an hour; more are turned away. */
    LIMITED_HARD("a"),
    /** Two replicas that say themselves how often they may be called. */
    LIMITED_BY_SERVER("a"),
    /** Two replicas, and nothing but a log tells what would be done. */
    WATCHED("a"),
    /** Two replicas, and a cache that may answer for an hour when they fail. */
    STORED("a"),
    /** The same, but nothing listens at the first one, and one failure keeps calls away for long. */
    STORED_TRIPPED("dead"),
    /** Two replicas over TLS. */
    SECURE("sa"),
    /** Nothing listens at the first one, the second one speaks TLS. */
    SECURE_DEAD_FIRST("dead"),
    /** A name that nobody can resolve, {@code orders.test}, with two replicas behind it. */
    NAMED("a"),
    /** The same over TLS. */
    SECURE_NAMED("sa"),
    /** Two replicas at an IPv6 address, which the program spells otherwise than the configuration. */
    IP6("a6"),
    /** Two replicas that speak HTTP/2 over TLS, and nothing else. */
    HTTP2("ha"),
    /** Nothing listens at the first one, the second one speaks HTTP/2 over TLS. */
    HTTP2_DEAD_FIRST("dead"),
    /** One server that no service mentions. */
    ALONE("n");

    private final String addressed;

    Place(String addressed) {
        this.addressed = addressed;
    }

    /** The server whose port the program addresses. */
    public String addressed() {
        return addressed;
    }

    public boolean isSecure() {
        return this == SECURE
                || this == SECURE_DEAD_FIRST
                || this == SECURE_NAMED
                || this == HTTP2
                || this == HTTP2_DEAD_FIRST;
    }

    public boolean isNamed() {
        return this == NAMED || this == SECURE_NAMED;
    }
}
