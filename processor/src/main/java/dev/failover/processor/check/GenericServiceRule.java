package dev.failover.processor.check;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import java.util.stream.Collectors;

/** FS023 for the interface itself; delegates decode nothing. */
final class GenericServiceRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        var parameters = service.type().getTypeParameters();
        if (!parameters.isEmpty() && !service.isDecorator()) {
            String names = parameters.stream().map(Object::toString).collect(Collectors.joining(", "));
            report.add(
                    Message.GENERIC_SERVICE,
                    Origin.of(parameters.get(0)),
                    service.type().getSimpleName(),
                    names);
        }
    }
}
