package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.VerbModel;
import java.util.List;
import java.util.stream.Collectors;

/** FS019 and FS020: at most one body, and none where HTTP has none. */
final class BodyRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        // What cannot be translated at all is no body either.
        List<ParameterModel> bodies = operation.bound(Binding.BODY).stream()
                .filter(body -> !report.has(Message.NO_COUNTERPART, body.element()))
                .toList();
        VerbModel verb = operation.verb();
        if (verb.forbidsBody()) {
            for (ParameterModel body : bodies) {
                report.add(Message.BODY_FORBIDDEN, body.origin(), verb.text(), body.name());
            }
            return;
        }
        // What should have been bound to a misspelt variable is left over, but it is no body.
        boolean templateIsWrong = operation.template().fault() != null
                || report.has(Message.UNBOUND_VARIABLE, operation.method())
                || bodies.stream().anyMatch(body -> report.has(Message.NAMES_LOST, body.element()))
                || report.has(Message.ABSOLUTE_PATH, operation.method());
        if (bodies.size() > 1 && !templateIsWrong) {
            report.add(
                    Message.SEVERAL_BODIES,
                    bodies.get(1).origin(),
                    operation.name(),
                    bodies.size() == 2 ? "two" : bodies.size(),
                    bodies.stream().map(ParameterModel::name).collect(Collectors.joining(", ")));
        }
    }
}
