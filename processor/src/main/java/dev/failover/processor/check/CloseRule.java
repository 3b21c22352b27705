package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;

/** FS052 for {@code close()} of a decorator, which is no call that goes to one delegate or another. */
final class CloseRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        for (OperationModel operation : service.operations()) {
            if (service.closesDelegates(operation)) {
                check(operation, report);
            }
        }
    }

    private static void check(OperationModel close, Report report) {
        close.policies()
                .annotations()
                .forEach(policy -> report.add(Message.NOTHING_ON_CLOSE, policy.origin(), policy.annotation()));
        close.fallbacks()
                .forEach(fallback ->
                        report.add(Message.NOTHING_ON_CLOSE, fallback.text().origin(), "@Fallback"));
        Sourced idempotent = close.idempotent();
        // That of the interface is for the other methods.
        if (idempotent != null && idempotent.origin().element().equals(close.method())) {
            report.add(Message.NOTHING_ON_CLOSE, idempotent.origin(), "@Idempotent");
        }
    }
}
