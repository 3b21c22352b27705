package dev.failover.processor.check;

import dev.failover.config.InvalidValueException;
import dev.failover.config.ServiceNames;
import dev.failover.processor.model.ServiceModel;

/** FS009 for the service: a name that configuration cannot spell could never be configured. */
final class ServiceNameRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        if (service.name().text().isEmpty()) {
            report.add(
                    Message.NO_SERVICE_NAME,
                    service.name().origin(),
                    service.type().getSimpleName());
            return;
        }
        try {
            String unused = ServiceNames.check(service.name().text());
        } catch (InvalidValueException invalid) {
            report.add(Message.BAD_SERVICE_NAME, service.name().origin(), invalid.getMessage());
        }
    }
}
