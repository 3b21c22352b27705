package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.Sourced;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** FS030: a default is a value of its parameter's type. One of a primitive says what callers may leave it at, and is never sent. */
final class DefaultRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.all()) {
            Sourced fallback = parameter.fallback();
            if (fallback != null) {
                check(parameter, fallback, report);
            }
        }
    }

    private static void check(ParameterModel parameter, Sourced fallback, Report report) {
        TypeMirror type = parameter.shape() == Shape.OPTIONAL ? argument(parameter.type()) : parameter.type();
        List<String> constants = constants(type);
        TextForm form = TextForm.of(type);
        boolean isText = parameter.binding() != Binding.BODY
                && parameter.binding() != Binding.ENDPOINT
                && parameter.shape().isOne();
        if (!isText || (form == null && constants.isEmpty())) {
            report.add(Message.NO_DEFAULT, fallback.origin(), parameter.name(), TypeNames.simple(parameter.type()));
        } else if (form != null && !form.accepts(fallback.text())) {
            report.add(Message.BAD_DEFAULT, fallback.origin(), fallback.text(), form.what(), form.example());
        } else if (form == null && !constants.contains(fallback.text())) {
            report.add(
                    Message.BAD_DEFAULT,
                    fallback.origin(),
                    fallback.text(),
                    "a constant of " + TypeNames.simple(type),
                    "one of " + constants.stream().limit(10).collect(Collectors.joining(", ")));
        }
    }

    private static TypeMirror argument(TypeMirror optional) {
        List<? extends TypeMirror> arguments = ((DeclaredType) optional).getTypeArguments();
        return arguments.isEmpty() ? optional : arguments.get(0);
    }

    private static List<String> constants(TypeMirror type) {
        if (type.getKind() != TypeKind.DECLARED) {
            return List.of();
        }
        Element element = ((DeclaredType) type).asElement();
        return element.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .map(e -> e.getSimpleName().toString())
                .toList();
    }
}
