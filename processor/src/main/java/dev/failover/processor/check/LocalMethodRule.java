package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.VerbModel;

/** FS008: a method with a body runs that body. */
final class LocalMethodRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        for (OperationModel method : service.local()) {
            for (VerbModel verb : method.verbs()) {
                report.add(Message.VERB_ON_BODY, verb.origin(), method.name(), verb.annotation());
            }
        }
    }
}
