package dev.failover.processor.check;

import dev.failover.processor.model.BeanModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Sourced;

/** FS051 and FS052: a bean has members that can be read, and annotations stand where they mean something. */
final class BeanRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (BeanModel bean : operation.beans()) {
            String type = TypeNames.simple(bean.type());
            switch (bean.fault()) {
                case NONE -> {}
                case NO_BEAN -> report.add(Message.NO_BEAN, bean.origin(), bean.name(), type);
                case HIDDEN -> report.add(Message.HIDDEN_MEMBER, bean.origin(), bean.detail(), type);
                case BOUND -> report.add(Message.TWO_DESTINATIONS, bean.origin(), bean.name(), bean.detail(), "@Bean");
                case ENDLESS_OBJECT -> report.add(Message.ENDLESS_OBJECT, bean.origin(), bean.name(), type);
                case ENDLESS -> report.add(Message.ENDLESS_BEAN, bean.origin(), bean.name(), type);
            }
        }
        for (Sourced annotation : operation.misplaced()) {
            report.add(Message.MISPLACED, annotation.origin(), annotation.text(), operation.name());
        }
    }
}
