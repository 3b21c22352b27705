package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.PartModel;
import dev.failover.processor.model.TextOfType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** FS031: what is sent as text has a text that means something. */
final class TextRule implements OperationRule {
    private static final Set<Binding> TEXTS =
            EnumSet.of(Binding.PATH, Binding.QUERY, Binding.HEADER, Binding.COOKIE, Binding.FIELD);

    @Override
    public void check(OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.all()) {
            if (NestedRule.isObject(parameter)) {
                continue;
            }
            if (TEXTS.contains(parameter.binding()) || isTextPart(parameter)) {
                TypeMirror value = value(parameter);
                if (value instanceof ArrayType && parameter.binding() != Binding.PART) {
                    report.add(
                            Message.ARRAY_AS_TEXT,
                            parameter.origin(),
                            parameter.name(),
                            TypeNames.simple(parameter.type()));
                } else if (TextOfType.isMissing(value)) {
                    report.add(
                            Message.NO_TEXT,
                            parameter.origin(),
                            parameter.name(),
                            TypeNames.simple(parameter.type()),
                            TypeNames.simple(value));
                }
            }
        }
    }

    private static boolean isTextPart(ParameterModel parameter) {
        PartModel part = parameter.part();
        return parameter.binding() == Binding.PART && part != null && !part.isCoded();
    }

    /** What {@code toString} is called on. */
    private static TypeMirror value(ParameterModel parameter) {
        TypeMirror type = parameter.type();
        if (parameter.shape() == Shape.SINGLE) {
            return type;
        }
        TypeMirror value = type instanceof ArrayType array ? array.getComponentType() : lastArgument(type);
        boolean mayBeMany = parameter.isMap() && TypeNames.qualified(value).startsWith("java.util.");
        return mayBeMany ? lastArgument(value) : value;
    }

    private static TypeMirror lastArgument(TypeMirror type) {
        List<? extends TypeMirror> arguments =
                type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
        return arguments.isEmpty() ? type : arguments.get(arguments.size() - 1);
    }
}
