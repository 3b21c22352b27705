package dev.failover.processor.check;

import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.UrlTemplate;

/** FS010 for what the paths of all methods begin with, told once. */
final class PrefixRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        UrlTemplate template = service.dialect().prefixTemplate();
        UrlTemplate.Fault fault = template.fault();
        if (fault != null) {
            report.add(Message.BAD_TEMPLATE, service.dialect().prefix().origin(), template.text(), fault.what());
        }
    }
}
