package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Origin;
import java.util.stream.Collectors;

/** FS023 for a method. */
final class GenericMethodRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        var parameters = operation.method().getTypeParameters();
        if (!parameters.isEmpty()) {
            report.add(
                    Message.GENERIC_METHOD,
                    Origin.of(parameters.get(0)),
                    operation.name(),
                    parameters.stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
    }
}
