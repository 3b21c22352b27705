package dev.failover.processor.model;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

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
 * @param allowsClass whether a class could implement it; if not, and no rule says so, the compiler does
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
        List<Conflict> conflicts,
        boolean allowsClass) {
    /** Whether {@code @FailoverService.Import} names it. */
    public boolean isImported() {
        return !type.equals(home);
    }

    /** Whether objects do its work, and no requests: nothing in it says anything of HTTP. */
    public boolean isDecorator() {
        return !operations.isEmpty() && httpSign() == null;
    }

    /** Whether it is the method by which a decorator closes its delegates, of {@code AutoCloseable}. */
    public boolean closesDelegates(OperationModel operation) {
        return isDecorator()
                && operation.name().equals("close")
                && operation.method().getParameters().isEmpty()
                && isCloseable(type);
    }

    private static boolean isCloseable(TypeElement type) {
        return type.getQualifiedName().contentEquals("java.lang.AutoCloseable")
                || type.getInterfaces().stream()
                        .anyMatch(parent -> parent.getKind() == TypeKind.DECLARED
                                && isCloseable((TypeElement) ((DeclaredType) parent).asElement()));
    }

    /** What makes it a client of HTTP, as the user sees it, such as {@code @GET of find}; null when nothing does. */
    public @Nullable String httpSign() {
        if (!endpoints.isEmpty()) {
            return "endpoints of @FailoverService";
        }
        if (!headers.isEmpty()) {
            return "@Headers";
        }
        if (!errors.isEmpty()) {
            return "@ErrorMapping";
        }
        return Stream.concat(operations.stream(), local.stream())
                .filter(operation -> operation.httpSign() != null)
                .map(operation -> operation.httpSign() + " of " + operation.name())
                .findFirst()
                .orElse(
                        dialect.vocabulary().equals(Vocabulary.OWN)
                                ? null
                                : dialect.vocabulary().name());
    }

    /** Two inherited methods of one signature. */
    public record Conflict(ExecutableElement first, ExecutableElement second) {}
}
