package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** An expression for a type, with its arguments, at run time. */
final class TypeCode {
    private final Types types;

    TypeCode(Types types) {
        this.types = types;
    }

    /** {@code Order.class}, {@code Types.parameterized(List.class, Order.class)}; a wildcard counts as its upper bound. */
    CodeBlock of(TypeMirror type) {
        if (type instanceof WildcardType wildcard) {
            return bound(wildcard.getExtendsBound());
        }
        if (type instanceof ArrayType array && isParameterized(array.getComponentType())) {
            return CodeBlock.of("$T.arrayOf($L)", RuntimeTypes.TYPES, of(array.getComponentType()));
        }
        if (!isParameterized(type)) {
            return CodeBlock.of("$T.class", types.erasure(type));
        }
        CodeBlock.Builder code =
                CodeBlock.builder().add("$T.parameterized($T.class", RuntimeTypes.TYPES, types.erasure(type));
        for (TypeMirror argument : ((DeclaredType) type).getTypeArguments()) {
            code.add(", $L", of(argument));
        }
        return code.add(")").build();
    }

    private CodeBlock bound(@Nullable TypeMirror upper) {
        return upper == null ? CodeBlock.of("$T.class", Object.class) : of(upper);
    }

    /** Whether a class literal would lose something. */
    static boolean isParameterized(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return isParameterized(array.getComponentType());
        }
        return type.getKind() == TypeKind.DECLARED
                && !((DeclaredType) type).getTypeArguments().isEmpty();
    }
}
