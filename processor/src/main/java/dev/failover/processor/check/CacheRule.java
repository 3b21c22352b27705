package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PoliciesModel;
import dev.failover.processor.model.PolicyModel;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ResultModel.Fault;
import dev.failover.processor.model.ResultModel.Payload;
import dev.failover.processor.model.ResultModel.Shape;
import dev.failover.processor.model.ServiceModel;
import java.util.Set;
import java.util.stream.Stream;

/** FS042: what is to be reused has to be a result, of a request that changes nothing. */
final class CacheRule implements Rule {
    /** RFC 9110, section 9.2.3, and the draft of QUERY. */
    private static final Set<String> REUSABLE = Set.of("GET", "HEAD", "QUERY");

    @Override
    public void check(ServiceModel service, Report report) {
        if (service.isDecorator()) {
            delegates(service, report);
            return;
        }
        for (OperationModel operation : service.operations()) {
            // A verb that is missing is reported as such.
            if (!operation.verbs().isEmpty()) {
                cached(operation.policies())
                        .filter(policy -> !isOff(policy.text("cache.enabled", "")))
                        .forEach(policy -> request(policy, operation, report));
            }
        }
    }

    private static void delegates(ServiceModel service, Report report) {
        String type = service.type().getSimpleName().toString();
        cached(service.policies()).forEach(policy -> report.add(Message.CACHED_DELEGATES, policy.origin(), type));
        service.operations().stream()
                // That is no call of a delegate, as another rule says.
                .filter(operation -> !service.closesDelegates(operation))
                .forEach(operation -> cached(operation.policies())
                        .forEach(policy -> report.add(Message.CACHED_DELEGATES, policy.origin(), operation.name())));
    }

    private static void request(PolicyModel cached, OperationModel operation, Report report) {
        String method = operation.verb().method().text();
        if (!REUSABLE.contains(method)) {
            report.add(Message.CACHED_CHANGE, cached.origin(), operation.name(), method);
        } else if (isNothing(operation.result())) {
            report.add(
                    Message.CACHED_NOTHING,
                    cached.origin(),
                    operation.name(),
                    TypeNames.simple(operation.result().declared()));
        }
    }

    /** Of a response, the status and the headers are something. */
    private static boolean isNothing(ResultModel result) {
        return result.fault() == Fault.NONE && result.payload() == Payload.NOTHING && result.shape() != Shape.RESPONSE;
    }

    private static Stream<PolicyModel> cached(PoliciesModel policies) {
        return policies.annotations().stream()
                .filter(policy -> policy.annotation().equals("@Cached"));
    }

    private static boolean isOff(String enabled) {
        String word = enabled.strip();
        return word.equalsIgnoreCase("false") || word.equalsIgnoreCase("off");
    }
}
