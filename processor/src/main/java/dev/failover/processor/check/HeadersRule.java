package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.Sourced;

/** FS028 and FS029 for the headers and cookies of a method and its parameters. */
final class HeadersRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        operation.headers().forEach(line -> HeaderSyntax.checkLine(line, report));
        Sourced key = operation.idempotent();
        if (key != null && !key.text().isEmpty()) {
            HeaderSyntax.checkName(key, report);
        }
        for (ParameterModel parameter : operation.bound(Binding.HEADER)) {
            boolean bringsNames =
                    parameter.isMap() && parameter.wireName().text().isEmpty();
            if (!bringsNames) {
                HeaderSyntax.checkName(parameter.wireName(), report);
            }
        }
        for (ParameterModel cookie : operation.bound(Binding.COOKIE)) {
            HeaderSyntax.checkCookie(cookie.wireName(), report);
        }
    }
}
