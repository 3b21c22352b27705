package dev.failover.processor.check;

import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Types as a person writes them. Stateless. */
final class TypeNames {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_][A-Za-z0-9_]*\\.)+(?=[A-Z])");

    private TypeNames() {}

    /** Without type arguments and annotations; empty unless it is a class or interface. */
    static String qualified(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .toString()
                : "";
    }

    /** {@code List<Order>} of {@code java.util.List<com.example.Order>}; of a method likewise. */
    static String simple(Object type) {
        return PACKAGE.matcher(type.toString())
                .replaceAll("")
                .replace(",", ", ")
                .replace(",  ", ", ");
    }
}
