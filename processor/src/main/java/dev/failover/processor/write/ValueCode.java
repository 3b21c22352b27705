package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.Sourced;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The expression for what a parameter sends. Stateless. */
final class ValueCode {
    private ValueCode() {}

    /** The parameter, its default in place of null, or a check that it is not null where the interface says so. */
    static CodeBlock of(ParameterModel parameter) {
        boolean isChecked = parameter.isRequired()
                && parameter.fallback() == null
                && !parameter.type().getKind().isPrimitive();
        return isChecked
                ? CodeBlock.of("$T.present($S, $L)", RuntimeTypes.VALUES, parameter.name(), parameter.access())
                : orDefault(parameter);
    }

    /** With what stands around it, or null. */
    static CodeBlock within(ParameterModel parameter) {
        Affix affix = parameter.affix();
        if (affix.isNone()) {
            return of(parameter);
        }
        CodeBlock.Builder text = CodeBlock.builder();
        if (!parameter.type().getKind().isPrimitive()) {
            text.add("$L == null ? null : ", parameter.access());
        }
        text.add("$S + $L", affix.before(), parameter.access());
        return affix.after().isEmpty()
                ? text.build()
                : text.add(" + $S", affix.after()).build();
    }

    /** The parameter, or its default in place of null. */
    static CodeBlock orDefault(ParameterModel parameter) {
        Sourced fallback = parameter.fallback();
        if (fallback == null || parameter.type().getKind().isPrimitive()) {
            return CodeBlock.of("$L", parameter.access());
        }
        TypeMirror type = parameter.shape() == Shape.OPTIONAL
                ? ((DeclaredType) parameter.type()).getTypeArguments().get(0)
                : parameter.type();
        // A constant has its own idea of how it is written.
        CodeBlock value =
                isEnum(type) ? CodeBlock.of("$T.$L", type, fallback.text()) : CodeBlock.of("$S", fallback.text());
        return CodeBlock.of("$T.orElse($L, $L)", RuntimeTypes.VALUES, parameter.access(), value);
    }

    private static boolean isEnum(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((DeclaredType) type).asElement().getKind() == ElementKind.ENUM;
    }
}
