package acme.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All cases, in the order of the table. */
public final class Cases {
    private static final List<Case> ALL = collect();

    private Cases() {}

    public static List<Case> all() {
        return ALL;
    }

    static Case named(String name) {
        for (Case one : ALL) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("no case " + name);
    }

    private static List<Case> collect() {
        List<Case> all = new ArrayList<>();
        all.addAll(Plain.cases());
        all.addAll(Around.cases());
        all.addAll(Failing.cases());
        all.addAll(Stored.cases());
        all.addAll(Bounds.cases());
        all.addAll(Async.cases());
        all.addAll(Http2.cases());
        return Collections.unmodifiableList(all);
    }
}
