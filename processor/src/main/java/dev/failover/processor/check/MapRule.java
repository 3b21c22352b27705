package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;

/** FS027: the keys of a map in the query or the headers are names. */
final class MapRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.parameters()) {
            boolean keysAreNames = parameter.binding() == Binding.QUERY || parameter.binding() == Binding.HEADER;
            if (keysAreNames && parameter.shape() == Shape.MAP_OF_OTHERS) {
                report.add(Message.MAP_KEYS, parameter.origin(), parameter.name(), TypeNames.simple(parameter.type()));
            }
        }
    }
}
