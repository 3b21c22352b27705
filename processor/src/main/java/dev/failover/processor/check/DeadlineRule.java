package dev.failover.processor.check;

import dev.failover.config.ConfigKey;
import dev.failover.config.ConfigKeys;
import dev.failover.config.InvalidValueException;
import dev.failover.config.RetryKeys;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FS036: a deadline that leaves time for all attempts, where the interface says how long both may be. */
final class DeadlineRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        check(service.policies().ofCalls(service.policies()), report);
        for (OperationModel operation : service.operations()) {
            if (!operation.policies().annotations().isEmpty()) {
                check(operation.policies().ofCalls(service.policies()), report);
            }
        }
    }

    private static void check(List<PolicySetting> settings, Report report) {
        PolicySetting bound = find(settings, ConfigKeys.DEADLINE);
        PolicySetting each = find(settings, ConfigKeys.TIMEOUT_ATTEMPT);
        if (bound == null || each == null) {
            return;
        }
        PolicySetting times = find(settings, RetryKeys.MAX_ATTEMPTS);
        Duration deadline = value(ConfigKeys.DEADLINE, bound.value().text());
        Duration attempt = value(ConfigKeys.TIMEOUT_ATTEMPT, each.value().text());
        Integer attempts = value(
                RetryKeys.MAX_ATTEMPTS,
                times == null
                        ? RetryKeys.MAX_ATTEMPTS.defaultText().replace("`", "")
                        : times.value().text());
        if (deadline == null || attempt == null || attempts == null || deadline.isZero()) {
            return;
        }
        Duration need = attempt.multipliedBy(attempts);
        if (need.compareTo(deadline) > 0) {
            report.add(
                    Message.TIGHT_DEADLINE,
                    bound.value().origin(),
                    attempts,
                    each.value().text(),
                    text(need),
                    bound.value().text());
        }
    }

    private static @Nullable PolicySetting find(List<PolicySetting> settings, ConfigKey<?> key) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key.name()))
                .findFirst()
                .orElse(null);
    }

    /** Null for a text that another rule has reported. */
    private static <T> @Nullable T value(ConfigKey<T> key, String text) {
        try {
            return key.type().parse(text);
        } catch (InvalidValueException reported) {
            return null;
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
