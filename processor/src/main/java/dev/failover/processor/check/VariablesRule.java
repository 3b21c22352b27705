package dev.failover.processor.check;

import dev.failover.config.Suggestions;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.UrlTemplate.Part;
import dev.failover.processor.model.UrlTemplate.QueryVariable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** FS011, FS012 and FS013: variables and parameters find each other, one to one. */
final class VariablesRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        UrlTemplate template = operation.template();
        if (template.fault() != null || report.has(Message.ABSOLUTE_PATH, operation.method())) {
            return;
        }
        Set<String> inPath = template.path().stream()
                .filter(Part::isVariable)
                .map(Part::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> inQuery = template.query().stream()
                .map(QueryVariable::variable)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<ParameterModel> path = operation.bound(Binding.PATH);
        inPath.forEach(variable -> checkVariable(variable, path, operation, report));
        inQuery.forEach(variable -> checkVariable(variable, operation.bound(Binding.QUERY), operation, report));
        for (ParameterModel parameter : path) {
            boolean isLost = report.has(Message.NAMES_LOST, parameter.element());
            if (!isLost && !inPath.contains(parameter.wireName().text())) {
                report.add(
                        Message.NOT_IN_TEMPLATE,
                        parameter.origin(),
                        parameter.wireName().text(),
                        template.text(),
                        parameter.name());
            }
        }
    }

    private static void checkVariable(
            String variable, List<ParameterModel> candidates, OperationModel operation, Report report) {
        List<ParameterModel> bound = candidates.stream()
                .filter(p -> p.wireName().text().equals(variable))
                .toList();
        // A parameter whose name is lost may be the one.
        boolean namesAreLost =
                operation.parameters().stream().anyMatch(p -> report.has(Message.NAMES_LOST, p.element()));
        if (bound.isEmpty() && !namesAreLost) {
            report.add(
                    Message.UNBOUND_VARIABLE,
                    operation.verb().path().origin(),
                    variable,
                    operation.template().text(),
                    operation.name(),
                    names(operation),
                    suggestion(variable, operation));
        }
        for (ParameterModel second : bound.subList(Math.min(1, bound.size()), bound.size())) {
            report.add(
                    Message.BOUND_TWICE, second.origin(), variable, bound.get(0).name(), second.name());
        }
    }

    private static String names(OperationModel operation) {
        return operation.parameters().isEmpty()
                ? "it has none"
                : operation.parameters().stream().map(ParameterModel::name).collect(Collectors.joining(", "));
    }

    private static String suggestion(String variable, OperationModel operation) {
        if (operation.parameters().stream().anyMatch(p -> p.name().equals(variable))) {
            return " Drop the annotation of " + variable + ", or rename the variable.";
        }
        String closest = Suggestions.closest(
                variable,
                operation.parameters().stream()
                        .filter(p -> !p.isExplicit())
                        .map(ParameterModel::name)
                        .toList());
        return closest == null
                ? " Add a parameter String " + variable.replaceAll("[^A-Za-z0-9_]", "_") + "."
                : " Did you mean {" + closest + "}?";
    }
}
