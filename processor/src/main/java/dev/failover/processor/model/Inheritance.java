package dev.failover.processor.model;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What methods are in an interface that inherits them. Stateless. */
public final class Inheritance {
    private Inheritance() {}

    /** The method with the type arguments of the interface filled in. */
    public static ExecutableType signature(ExecutableElement method, TypeElement type, Types types) {
        return (ExecutableType) types.asMemberOf(declaring(method, type, types), method);
    }

    /**
     * The interface that declares the method, such as {@code Crud<Order>}. Asked for a member of what extends it, Eclipse's
     * compiler may answer with the method of another parent.
     */
    public static DeclaredType declaring(ExecutableElement method, TypeElement type, Types types) {
        TypeElement wanted = OperationModel.declaringType(method);
        Deque<TypeMirror> open = new ArrayDeque<>();
        open.add(type.asType());
        while (!open.isEmpty()) {
            TypeMirror at = open.remove();
            if (at.getKind() == TypeKind.DECLARED) {
                if (((DeclaredType) at).asElement().equals(wanted)) {
                    return (DeclaredType) at;
                }
                open.addAll(types.directSupertypes(at));
            }
        }
        return (DeclaredType) type.asType();
    }
}
