package dev.failover.processor.check;

import dev.failover.config.Suggestions;
import dev.failover.processor.model.FallbackModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import java.util.Objects;

/** FS038 and FS039: fallbacks that can be called in place of their method. */
final class FallbackRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        String name = service.type().getSimpleName().toString();
        service.fallbacks().forEach(fallback -> check(fallback, name, name, "", report));
        for (OperationModel operation : service.operations()) {
            String returned = TypeNames.simple(operation.method().getReturnType());
            operation.fallbacks().forEach(fallback -> check(fallback, name, operation.name(), returned, report));
        }
    }

    private static void check(FallbackModel fallback, String service, String owner, String returned, Report report) {
        Origin origin = fallback.text().origin();
        String text = fallback.text().text();
        switch (fallback.fault()) {
            case NOT_ONE_TARGET -> report.add(Message.NOT_ONE_FALLBACK, origin, owner);
            case NO_SUCH_METHOD -> {
                String closest =
                        Suggestions.closest(text, List.of(fallback.detail().split(",")));
                report.add(
                        Message.NO_FALLBACK_METHOD,
                        origin,
                        text,
                        service,
                        closest == null ? " Write a default method of this name." : " Did you mean " + closest + "?");
            }
            case NO_BODY -> report.add(Message.FALLBACK_WITHOUT_BODY, origin, text);
            case OTHER_PARAMETERS ->
                report.add(
                        Message.FALLBACK_PARAMETERS,
                        origin,
                        text,
                        fallback.detail(),
                        (fallback.detail().isEmpty() ? "" : fallback.detail() + ", ") + "Throwable",
                        owner);
            case OTHER_RESULT -> report.add(Message.FALLBACK_RESULT, origin, text, fallback.detail(), owner, returned);
            case NOT_OF_THE_INTERFACE -> report.add(Message.FALLBACK_CLASS, origin, typeName(fallback), service);
            case CANNOT_BE_MADE -> report.add(Message.FALLBACK_CONSTRUCTOR, origin, typeName(fallback));
            case NONE -> {}
        }
    }

    private static String typeName(FallbackModel fallback) {
        return Objects.requireNonNull(fallback.type()).getSimpleName().toString();
    }
}
