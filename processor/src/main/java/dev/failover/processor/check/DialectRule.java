package dev.failover.processor.check;

import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;

/** FS006: one dialect per interface, told at a method of each. */
final class DialectRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        for (Sourced other : service.dialect().mix()) {
            report.add(
                    Message.TWO_DIALECTS,
                    other.origin(),
                    service.type().getSimpleName(),
                    service.dialect().mix().get(0).text(),
                    service.dialect().mix().get(1).text());
        }
    }
}
