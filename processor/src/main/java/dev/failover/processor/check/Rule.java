package dev.failover.processor.check;

import dev.failover.processor.model.ServiceModel;

/** One thing that an interface must not do. Stateless. */
@FunctionalInterface
interface Rule {
    void check(ServiceModel service, Report report);
}
