package acme.suite.same;

/** HOST:PORT of the servers that are asked. Immutable. */
public final class Where {
    /** Two by http. */
    public final String here;

    public final String there;
    /** By https. */
    public final String secure;
    /** By https, and only in HTTP/2. */
    public final String http2;
    /** Where nobody listens. */
    public final String closed;
    /** Where connections never come about. */
    public final String silent;

    public Where(String here, String there, String secure, String http2, String closed, String silent) {
        this.here = here;
        this.there = there;
        this.secure = secure;
        this.http2 = http2;
        this.closed = closed;
        this.silent = silent;
    }

    /** What {@link #toString} has made. */
    static Where of(String text) {
        String[] parts = text.split(",");
        return new Where(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    @Override
    public String toString() {
        return here + "," + there + "," + secure + "," + http2 + "," + closed + "," + silent;
    }
}
