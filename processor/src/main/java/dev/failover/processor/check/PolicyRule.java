package dev.failover.processor.check;

import dev.failover.config.ConfigKey;
import dev.failover.config.ConfigKeys;
import dev.failover.config.ConfigurationException;
import dev.failover.config.InvalidValueException;
import dev.failover.config.Problem;
import dev.failover.config.RetryKeys;
import dev.failover.config.ServiceSettings;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** FS033, FS034 and FS035: policies as configuration takes them, read by the same parsers. */
final class PolicyRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        String name = service.type().getSimpleName().toString();
        List<PolicySetting> ofType = service.policies().settings();
        boolean isReadable = parse(ofType, report);
        Set<PolicySetting> reported = new HashSet<>();
        if (isReadable) {
            contradictions(name, ofType, reported, report);
        }
        for (OperationModel operation : service.operations()) {
            List<PolicySetting> own = operation.policies().settings();
            boolean isOwnReadable = parse(own, report);
            for (PolicySetting shared : operation.policies().misplaced()) {
                report.add(
                        shared.key().startsWith("cache.") ? Message.SHARED_CACHE : Message.SHARED_BUDGET,
                        shared.value().origin(),
                        shared.attribute(),
                        operation.name());
            }
            if (!own.isEmpty() && isReadable && isOwnReadable) {
                List<PolicySetting> effective = operation.policies().ofCalls(service.policies());
                contradictions(name + "." + operation.name(), effective, reported, report);
            }
        }
    }

    private static boolean parse(List<PolicySetting> settings, Report report) {
        boolean isReadable = true;
        for (PolicySetting setting : settings) {
            ConfigKey<?> key = key(setting);
            try {
                Object unused = key.type().parse(setting.value().text());
            } catch (InvalidValueException invalid) {
                isReadable = false;
                boolean isDuration = key.type().name().startsWith("duration");
                report.add(
                        isDuration ? Message.BAD_DURATION : Message.BAD_POLICY,
                        setting.value().origin(),
                        setting.attribute(),
                        invalid.getMessage());
            }
        }
        return isReadable;
    }

    private static ConfigKey<?> key(PolicySetting setting) {
        return Objects.requireNonNull(ConfigKeys.find(setting.key()), setting.key());
    }

    /** Values that are good, but not beside each other. */
    private static void contradictions(
            String place, List<PolicySetting> settings, Set<PolicySetting> reported, Report report) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach(setting -> values.put(setting.key(), setting.value().text()));
        try {
            ServiceSettings unused = ServiceSettings.ofCode("any", place, values);
        } catch (ConfigurationException found) {
            for (Problem problem : found.problems()) {
                for (PolicySetting setting : settings) {
                    if (problem.place().endsWith(", " + setting.key()) && reported.add(setting)) {
                        report.add(
                                setting.key().equals(RetryKeys.ON.name())
                                        ? Message.RETRIED_AND_ABORTED
                                        : Message.CONTRADICTING_POLICIES,
                                setting.value().origin(),
                                setting.attribute(),
                                problem.message());
                    }
                }
            }
        }
    }
}
