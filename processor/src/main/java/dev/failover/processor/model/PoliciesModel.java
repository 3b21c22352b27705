package dev.failover.processor.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an interface or a method says of policies.
 *
 * @param foreign full names of annotations of other libraries that would set one there
 * @param suppressed the texts of {@code @SuppressWarnings}
 */
public record PoliciesModel(List<PolicyModel> annotations, List<Sourced> foreign, List<String> suppressed) {
    public List<PolicySetting> settings() {
        return annotations.stream().flatMap(each -> each.settings().stream()).toList();
    }

    /** What holds for all calls of the service, whoever makes them. */
    public List<PolicySetting> ofService() {
        return settings().stream().filter(setting -> !setting.isOfCalls()).toList();
    }

    /** What holds for the calls of a method: what these, its own, say, and what else the interface says. */
    public List<PolicySetting> ofCalls(PoliciesModel service) {
        Map<String, PolicySetting> byKey = new LinkedHashMap<>();
        Stream.concat(service.settings().stream(), settings().stream())
                .filter(PolicySetting::isOfCalls)
                .forEach(setting -> byKey.put(setting.key(), setting));
        return new ArrayList<>(byKey.values());
    }
}
