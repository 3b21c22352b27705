package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.ServiceModel;

/** FS060 and FS061: what another library would do, and a generated client does not. */
final class RemarkRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        service.dialect().remarks().forEach(remark -> tell(remark, report));
        service.policies().remarks().forEach(remark -> tell(remark, report));
        for (OperationModel operation : service.operations()) {
            operation.remarks().forEach(remark -> tell(remark, report));
            operation.policies().remarks().forEach(remark -> tell(remark, report));
        }
    }

    private static void tell(Remark remark, Report report) {
        report.add(
                remark.isError() ? Message.NO_COUNTERPART : Message.NOT_ALL_TRANSLATED,
                remark.origin(),
                remark.what(),
                remark.why(),
                remark.remedy());
    }
}
