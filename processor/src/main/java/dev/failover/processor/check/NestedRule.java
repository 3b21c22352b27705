package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;

/** FS053, and FS013 of its members: what is sent as {@code filter[name]=x} has names, and stays in the query. */
final class NestedRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.parameters()) {
            check(parameter, report);
        }
    }

    /** Whether it is one, or is meant to be. */
    static boolean isObject(ParameterModel parameter) {
        return parameter.style() == Style.DEEP_OBJECT && !parameter.isMap();
    }

    private static void check(ParameterModel parameter, Report report) {
        if (isObject(parameter)
                && parameter.members().isEmpty()
                && !report.has(Message.ENDLESS_OBJECT, parameter.element())) {
            report.add(Message.NO_OBJECT, parameter.origin(), parameter.name(), TypeNames.simple(parameter.type()));
        }
        for (ParameterModel member : parameter.members()) {
            if (member.binding() != Binding.QUERY) {
                report.add(
                        Message.TWO_DESTINATIONS,
                        member.origin(),
                        member.name(),
                        member.bindings().get(0),
                        "style = DEEP_OBJECT around it");
            }
            check(member, report);
        }
    }
}
