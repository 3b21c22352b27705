package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.UrlTemplate.Fault;

/** FS010 and FS016: the template must be one. */
final class TemplateRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        Fault fault = operation.template().fault();
        // An absolute URL is told so; what else is wrong with it goes away with its host.
        boolean isToldAlready =
                report.has(Message.ABSOLUTE_PATH, operation.method()) || report.saysOfAll(Message.BAD_TEMPLATE);
        if (fault == null || isToldAlready) {
            return;
        }
        Message message = fault.kind() == Fault.Kind.QUERY_VALUE ? Message.PARTIAL_QUERY_VALUE : Message.BAD_TEMPLATE;
        Object[] arguments = fault.kind() == Fault.Kind.QUERY_VALUE
                ? new Object[] {fault.what(), operation.template().text()}
                : new Object[] {operation.template().text(), fault.what()};
        report.add(message, operation.verb().path().origin(), arguments);
    }
}
