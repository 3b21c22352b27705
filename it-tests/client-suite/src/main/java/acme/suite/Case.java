package acme.suite;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One thing that must be true of every client. Immutable. */
public final class Case {
    /** What a case does; throws when what it says is not true. */
    interface Steps {
        void run(Scene scene) throws Exception;
    }

    private final String name;
    private final Place place;
    private final boolean failover;
    private final Steps steps;
    private final List<Feature> needs;

    private Case(String name, Place place, boolean failover, Steps steps, List<Feature> needs) {
        this.name = name;
        this.place = place;
        this.failover = failover;
        this.steps = steps;
        this.needs = needs;
    }

    /** True with and without failover. */
    static Case alike(String name, Place place, Steps steps, Feature... needs) {
        return new Case(name, place, false, steps, Arrays.asList(needs));
    }

    /** Cannot be true without failover: then it must fail. */
    static Case failover(String name, Place place, Steps steps, Feature... needs) {
        return new Case(name, place, true, steps, Arrays.asList(needs));
    }

    public String name() {
        return name;
    }

    public Place place() {
        return place;
    }

    public boolean needsFailover() {
        return failover;
    }

    public List<Feature> needs() {
        return Collections.unmodifiableList(needs);
    }

    void run(Scene scene) throws Exception {
        steps.run(scene);
    }

    @Override
    public String toString() {
        return name;
    }
}
