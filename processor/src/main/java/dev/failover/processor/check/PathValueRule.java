package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** FS014: a segment of the path is one value, and always there. */
final class PathValueRule implements OperationRule {
    /** By simple name: every framework has one of its own. */
    private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull");

    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.bound(Binding.PATH)) {
            String variable = parameter.wireName().text();
            String maybe = parameter.shape() == Shape.OPTIONAL ? "Optional" : nullable(parameter);
            if (maybe != null && parameter.fallback() == null) {
                report.add(Message.NULLABLE_PATH, parameter.origin(), parameter.name(), maybe, variable);
            } else if (!parameter.shape().isOne()) {
                report.add(
                        Message.MANY_IN_PATH,
                        parameter.origin(),
                        parameter.name(),
                        TypeNames.simple(parameter.type()),
                        variable);
            }
        }
    }

    /** The annotation as the user sees it, whether it stands on the parameter or on its type; or null. */
    private static @Nullable String nullable(ParameterModel parameter) {
        Stream<? extends AnnotationMirror> annotations = Stream.concat(
                parameter.element().getAnnotationMirrors().stream(),
                (parameter.element() instanceof ExecutableElement getter
                                ? getter.getReturnType()
                                : parameter.element().asType())
                        .getAnnotationMirrors().stream());
        return annotations
                .map(mirror ->
                        mirror.getAnnotationType().asElement().getSimpleName().toString())
                .filter(NULLABLE::contains)
                .map(name -> "@" + name)
                .findFirst()
                .orElse(null);
    }
}
