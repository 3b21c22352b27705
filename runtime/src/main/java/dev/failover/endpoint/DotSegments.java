package dev.failover.endpoint;

/** Dot segments of a raw path (RFC 3986, section 5.2.4), also where a dot is written {@code %2e}. */
public final class DotSegments {
    private DotSegments() {}

    /**
     * Whether a path leaves what its beginning names: a server that resolves {@code ..} is asked for something beside it.
     *
     * @param rawPath the raw path
     * @param from where the path below begins: at a slash or at the end
     */
    public static boolean climbOut(String rawPath, int from) {
        if (rawPath.indexOf("/.", from) < 0 && rawPath.indexOf("/%2", from) < 0) {
            return false;
        }
        int depth = 0;
        int start = from + 1;
        while (start <= rawPath.length()) {
            int slash = rawPath.indexOf('/', start);
            int end = slash < 0 ? rawPath.length() : slash;
            int dots = dots(rawPath, start, end);
            depth += dots == 2 ? -1 : dots == 1 || start == end ? 0 : 1;
            if (depth < 0) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** 1 or 2 for a dot segment, else something else. */
    private static int dots(String path, int start, int end) {
        int dots = 0;
        for (int i = start; i < end; dots++) {
            if (path.charAt(i) == '.') {
                i++;
            } else if (path.regionMatches(true, i, "%2e", 0, 3)) {
                i += 3;
            } else {
                // What Tomcat takes for the segment's parameters belongs to no name.
                return path.charAt(i) == ';' && dots > 0 ? dots : 0;
            }
        }
        return dots;
    }
}
