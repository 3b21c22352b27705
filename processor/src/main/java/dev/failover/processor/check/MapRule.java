package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Shape;

/** FS027: the keys of a map in the query, the headers, the cookies, a form or a multipart body are names. */
final class MapRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.all()) {
            if (parameter.binding().takesNames() && parameter.shape() == Shape.MAP_OF_OTHERS) {
                report.add(Message.MAP_KEYS, parameter.origin(), parameter.name(), TypeNames.simple(parameter.type()));
            }
        }
    }
}
