package dev.failover.processor.check;

import dev.failover.config.EndpointList;
import dev.failover.config.InvalidValueException;
import dev.failover.endpoint.Endpoint;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FS043: endpoints as configuration takes them, read by the same parser. None at all is left to configuration. */
final class EndpointsRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        List<@Nullable Endpoint> seen = new ArrayList<>();
        for (int i = 0; i < service.endpoints().size(); i++) {
            Sourced url = service.endpoints().get(i);
            Endpoint endpoint = null;
            try {
                endpoint = EndpointList.parseOne(url.text());
                int earlier = seen.indexOf(endpoint);
                if (earlier >= 0) {
                    report.add(Message.DUPLICATE_ENDPOINT, url.origin(), i, url.text(), earlier);
                }
            } catch (InvalidValueException invalid) {
                report.add(Message.BAD_ENDPOINT, url.origin(), i, invalid.getMessage());
            }
            seen.add(endpoint);
        }
    }
}
