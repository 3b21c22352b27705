package dev.failover.processor.check;

import dev.failover.processor.model.ServiceModel;

/** FS028 and FS029 for the headers of the interface. */
final class ServiceHeadersRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        service.headers().forEach(line -> HeaderSyntax.checkLine(line, report));
    }
}
