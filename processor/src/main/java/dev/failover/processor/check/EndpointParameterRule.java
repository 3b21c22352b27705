package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import java.util.List;

/** FS043 for {@code @Endpoint}: one base URL, as a URI, since a text could be taken for anything. */
final class EndpointParameterRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        List<ParameterModel> endpoints = operation.bound(Binding.ENDPOINT);
        for (ParameterModel endpoint : endpoints) {
            String type = TypeNames.qualified(endpoint.type());
            if (!type.equals("java.net.URI")) {
                report.add(
                        Message.ENDPOINT_TYPE, endpoint.origin(), endpoint.name(), TypeNames.simple(endpoint.type()));
            }
        }
        if (endpoints.size() > 1) {
            report.add(
                    Message.TWO_ENDPOINTS,
                    endpoints.get(1).origin(),
                    operation.name(),
                    endpoints.get(0).name(),
                    endpoints.get(1).name());
        }
    }
}
