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
 * @param remarks what of the annotations of other libraries cannot be translated
 * @param suppressed the texts of {@code @SuppressWarnings}
 */
public record PoliciesModel(
        List<PolicyModel> annotations, List<Sourced> foreign, List<Remark> remarks, List<String> suppressed) {
    /** With those of a stronger place, key by key. */
    public PoliciesModel under(PoliciesModel stronger) {
        return new PoliciesModel(
                joined(annotations, stronger.annotations),
                joined(foreign, stronger.foreign),
                joined(remarks, stronger.remarks),
                joined(suppressed, stronger.suppressed));
    }

    private static <T> List<T> joined(List<T> weaker, List<T> stronger) {
        return Stream.concat(weaker.stream(), stronger.stream()).toList();
    }

    public List<PolicySetting> settings() {
        return annotations.stream().flatMap(each -> each.settings().stream()).toList();
    }

    /** Of an interface: what holds for all calls of the service, whoever makes them. */
    public List<PolicySetting> ofService() {
        Map<String, PolicySetting> byKey = new LinkedHashMap<>();
        settings().stream().filter(PolicySetting::isOfService).forEach(setting -> byKey.put(setting.key(), setting));
        return new ArrayList<>(byKey.values());
    }

    /** Of a method: what it cannot have for itself. */
    public List<PolicySetting> misplaced() {
        return settings().stream().filter(setting -> !setting.isOfCalls()).toList();
    }

    /** What holds for the calls of a method: what these, its own, say, and what else the interface says of its calls. */
    public List<PolicySetting> ofCalls(PoliciesModel service) {
        Map<String, PolicySetting> byKey = new LinkedHashMap<>();
        Stream.concat(
                        service.settings().stream().filter(setting -> !setting.isOfService()),
                        settings().stream().filter(PolicySetting::isOfCalls))
                .forEach(setting -> byKey.put(setting.key(), setting));
        return new ArrayList<>(byKey.values());
    }
}
