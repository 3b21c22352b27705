package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import javax.lang.model.element.ExecutableElement;

/** FS046: what is inherited twice must be the same twice. */
final class InheritanceRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        for (ServiceModel.Conflict conflict : service.conflicts()) {
            report.add(
                    Message.INHERITED_CONFLICT,
                    Origin.of(service.type()),
                    TypeNames.simple(conflict.first()),
                    OperationModel.declaringType(conflict.first()).getSimpleName(),
                    annotations(conflict.first()),
                    OperationModel.declaringType(conflict.second()).getSimpleName(),
                    annotations(conflict.second()),
                    service.type().getSimpleName());
        }
    }

    private static String annotations(ExecutableElement method) {
        return method.getAnnotationMirrors().isEmpty()
                ? "no verb"
                : method.getAnnotationMirrors().get(0).toString().replace("dev.failover.annotations.", "");
    }
}
