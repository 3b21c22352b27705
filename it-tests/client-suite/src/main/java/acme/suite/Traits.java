package acme.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an adapter's client cannot do, and why: nothing is skipped without a reason. */
public final class Traits {
    private final Map<Feature, String> lacking = new EnumMap<>(Feature.class);
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, String> deviating = new LinkedHashMap<>();

    /** The client itself has no such thing. */
    public Traits lacks(Feature feature, String reason) {
        lacking.put(feature, reason);
        return this;
    }

    /** One case makes no sense for this client, although it has all that the case needs. */
    public Traits skip(String caseName, String reason) {
        skipped.put(caseName, reason);
        return this;
    }

    /** With failover this case is known not to be true: it must fail, so that nobody forgets to take this away again. */
    public Traits deviates(String caseName, String reason) {
        deviating.put(caseName, reason);
        return this;
    }

    public boolean has(Feature feature) {
        return !lacking.containsKey(feature);
    }

    /** Null: the case makes sense. */
    String reasonToSkip(Case tried) {
        for (Feature feature : tried.needs()) {
            String reason = lacking.get(feature);
            if (reason != null) {
                return feature + ": " + reason;
            }
        }
        return skipped.get(tried.name());
    }

    /** Null: the case has to be true. */
    String deviation(Case tried) {
        return deviating.get(tried.name());
    }

    List<String> namedCases() {
        List<String> names = new ArrayList<>(skipped.keySet());
        names.addAll(deviating.keySet());
        return names;
    }
}
