package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;

/** One thing that a method with a verb must not do. Stateless. */
@FunctionalInterface
interface OperationRule {
    void check(OperationModel operation, Report report);
}
