package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;

/** FS013 for one parameter with two annotations. */
final class DestinationRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.all()) {
            if (parameter.bindings().size() > 1) {
                report.add(
                        Message.TWO_DESTINATIONS,
                        parameter.origin(),
                        parameter.name(),
                        parameter.bindings().get(0),
                        parameter.bindings().get(1));
            }
        }
    }
}
