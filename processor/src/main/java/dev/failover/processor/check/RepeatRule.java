package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicyModel;
import dev.failover.processor.model.ServiceModel;

/** FS037: a policy for repeating what must not be repeated. On the interface it may be meant for the other methods. */
final class RepeatRule implements Rule {
    private static final String TOKEN = "failover:idempotent";

    @Override
    public void check(ServiceModel service, Report report) {
        for (OperationModel operation : service.operations()) {
            boolean isMeant = service.policies().suppressed().contains(TOKEN)
                    || operation.policies().suppressed().contains(TOKEN);
            boolean isReported = operation.verbs().isEmpty() && !service.isDecorator();
            if (!isMeant && !isReported && !operation.mayBeRepeated() && !service.closesDelegates(operation)) {
                operation.policies().annotations().stream()
                        .filter(RepeatRule::repeats)
                        .forEach(policy -> report.add(
                                Message.RETRY_OF_UNREPEATABLE,
                                policy.origin(),
                                operation.name(),
                                operation.verbs().isEmpty()
                                        ? "method of delegates"
                                        : operation.verb().method().text(),
                                policy.annotation()));
            }
        }
    }

    private static boolean repeats(PolicyModel policy) {
        return switch (policy.annotation()) {
            case "@Retry" -> !policy.text("retry.max-attempts", "").strip().equals("1");
            case "@Hedge" -> !policy.text("hedge.delay", "").strip().equals("off");
            default -> false;
        };
    }
}
