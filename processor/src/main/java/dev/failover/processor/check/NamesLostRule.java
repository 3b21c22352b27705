package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.UrlTemplate.Part;

/**
 * FS040: a class file without parameter names gives {@code arg0}, {@code arg1}. A source that says so itself is told the
 * same: such a name tells the server nothing either.
 */
final class NamesLostRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.parameters()) {
            String lost = "arg" + operation.method().getParameters().indexOf(parameter.element());
            if (parameter.name().equals(lost)
                    && parameter.wireName().text().equals(lost)
                    && needsName(parameter, operation)) {
                report.add(
                        Message.NAMES_LOST,
                        parameter.origin(),
                        operation.declaredIn().getSimpleName(),
                        lost,
                        operation.name());
            }
        }
    }

    /** What is left over for the body may as well be what the template asks for. */
    private static boolean needsName(ParameterModel parameter, OperationModel operation) {
        return switch (parameter.binding()) {
            case COOKIE, FIELD, PART -> !parameter.isMap();
            case QUERY -> !parameter.isMap() && !operation.template().hasInQuery(parameter.name());
            case BODY -> !parameter.isExplicit() && hasUnboundVariable(operation);
            // An annotation of another library may mean the name of its parameter.
            case PATH -> parameter.isExplicit() && !operation.template().hasInPath(parameter.name());
            case HEADER -> parameter.isExplicit() && !parameter.isMap();
            case ENDPOINT -> false;
        };
    }

    private static boolean hasUnboundVariable(OperationModel operation) {
        return operation.template().path().stream()
                .filter(Part::isVariable)
                .anyMatch(part -> operation.bound(Binding.PATH).stream()
                        .noneMatch(p -> p.wireName().text().equals(part.text())));
    }
}
