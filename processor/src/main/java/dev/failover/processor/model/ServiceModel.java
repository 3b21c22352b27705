package dev.failover.processor.model;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * An interface with {@code @FailoverService}, or one that {@code @FailoverService.Import} names.
 *
 * @param home where the annotation stands; the client is generated in its package
 * @param origin of the annotation, or of the interface in it
 * @param generatedName simple name of the class to generate
 * @param headers the lines of {@code @Headers} on the interface
 * @param operations the abstract methods, inherited ones included
 * @param local the default and static methods that carry a verb, which is a mistake
 * @param conflicts methods that are inherited twice and do not say the same
 */
public record ServiceModel(
        TypeElement type,
        Element home,
        Origin origin,
        DialectModel dialect,
        String generatedName,
        Sourced name,
        List<Sourced> endpoints,
        List<Sourced> headers,
        PoliciesModel policies,
        List<ErrorModel> errors,
        List<FallbackModel> fallbacks,
        List<OperationModel> operations,
        List<OperationModel> local,
        List<Conflict> conflicts) {
    public boolean isImported() {
        return !type.equals(home);
    }

    /** Two inherited methods of one signature. */
    public record Conflict(ExecutableElement first, ExecutableElement second) {}
}
