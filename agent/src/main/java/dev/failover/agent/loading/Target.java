package dev.failover.agent.loading;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A class that is woven. Immutable. */
final class Target {
    final Library library;
    /** Its name as a path below the first root of its library, or the whole of it when there is no root. */
    final String tail;

    final List<Joint> joints;

    Target(Library library, String tail, Joint... joints) {
        this.library = library;
        this.tail = tail;
        this.joints = Collections.unmodifiableList(Arrays.asList(joints));
    }

    /** Whether a class with this path is the one, in whichever packages its library lies. */
    boolean fits(String path) {
        return path.endsWith(tail)
                && path.length() > tail.length()
                && path.charAt(path.length() - tail.length() - 1) == '/';
    }

    /** Where its library lies when the class has this path. */
    String rootIn(String path) {
        return path.substring(0, path.length() - tail.length() - 1);
    }

    String simpleName() {
        return tail.substring(tail.lastIndexOf('/') + 1);
    }
}
