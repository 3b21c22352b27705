package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.VerbModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.VariableElement;

/**
 * FS017: two methods of which one is a copy of the other. One that waits beside one that does not, or one that gives the status
 * too, is none.
 */
final class SameRequestRule implements Rule {
    private static final String TOKEN = "failover:duplicate";

    /** What a method sends, and what comes of it. */
    private record Exchange(
            VerbModel verb, List<String> destinations, String types, String result, List<?> request, List<?> policies) {
        static Exchange of(OperationModel operation) {
            return new Exchange(
                    operation.verb(),
                    operation.parameters().stream()
                            .map(ParameterModel::destination)
                            .toList(),
                    operation.method().getParameters().stream()
                            .map(VariableElement::asType)
                            .map(Object::toString)
                            .collect(Collectors.joining(",")),
                    operation.method().getReturnType().toString(),
                    List.of(
                            operation.headers(),
                            Optional.ofNullable(operation.idempotent()),
                            operation.encodings(),
                            operation.misplaced()),
                    List.of(operation.policies().settings(), operation.fallbacks(), operation.errors()));
        }
    }

    @Override
    public void check(ServiceModel service, Report report) {
        Map<Exchange, OperationModel> seen = new HashMap<>();
        for (OperationModel operation : service.operations()) {
            if (operation.verbs().size() != 1) {
                continue;
            }
            OperationModel earlier = seen.putIfAbsent(Exchange.of(operation), operation);
            boolean isMeant = service.policies().suppressed().contains(TOKEN)
                    || operation.policies().suppressed().contains(TOKEN);
            if (earlier != null && !isMeant) {
                report.add(
                        Message.SAME_REQUEST,
                        operation.origin(),
                        earlier.name(),
                        operation.name(),
                        operation.verb().method().text() + " "
                                + operation.template().text());
            }
        }
    }
}
