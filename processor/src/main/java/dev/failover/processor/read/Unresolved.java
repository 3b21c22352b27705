package dev.failover.processor.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Looks for a type that the compiler does not know yet: another processor may generate it in this very round. */
public final class Unresolved {
    private final String generatedName;

    private Unresolved(String generatedName) {
        this.generatedName = generatedName;
    }

    /**
     * The first type in the interface, its super-interfaces and the signatures of all their methods; or null. The client
     * that is about to be generated for it does not count.
     */
    public static @Nullable String in(TypeElement type) {
        return new Unresolved(ServiceReader.generatedName(type)).in(type, new HashSet<>());
    }

    private @Nullable String in(TypeElement type, Set<TypeElement> seen) {
        if (!seen.add(type)) {
            return null;
        }
        for (TypeMirror parent : type.getInterfaces()) {
            String name = in(parent);
            if (name == null) {
                name = in((TypeElement) ((DeclaredType) parent).asElement(), seen);
            }
            if (name != null) {
                return name;
            }
        }
        String unknown = inAnnotations(type);
        unknown = unknown == null ? inBounds(type) : unknown;
        if (unknown != null) {
            return unknown;
        }
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            String name = inAnnotations(method);
            name = name == null ? inBounds(method) : name;
            if (name == null) {
                name = in(method.getReturnType());
            }
            if (name != null) {
                return name;
            }
            for (VariableElement parameter : method.getParameters()) {
                name = in(parameter.asType());
                if (name != null) {
                    return name;
                }
            }
            name = in(method.getThrownTypes());
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private @Nullable String inBounds(Parameterizable generic) {
        for (TypeParameterElement parameter : generic.getTypeParameters()) {
            String name = in(parameter.getBounds());
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    /** Of the classes that those name which are read; the compiler keeps no name of one that is not there. */
    private static @Nullable String inAnnotations(Element element) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            boolean isRead = OwnDialect.isOurs(mirror) || FaultTolerance.knows(Annotations.nameOf(mirror));
            if (isRead && mirror.getElementValues().values().stream().anyMatch(Annotations::isUnknown)) {
                return "a class in @" + mirror.getAnnotationType().asElement().getSimpleName();
            }
        }
        return null;
    }

    private @Nullable String in(List<? extends TypeMirror> types) {
        for (TypeMirror type : types) {
            String name = in(type);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private @Nullable String in(@Nullable TypeMirror type) {
        if (type == null) {
            return null;
        }
        if (type.getKind() == TypeKind.ERROR) {
            String name = type.toString();
            return name.endsWith(generatedName) ? null : name;
        }
        if (type instanceof ArrayType array) {
            return in(array.getComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            String name = in(wildcard.getExtendsBound());
            return name == null ? in(wildcard.getSuperBound()) : name;
        }
        return type instanceof DeclaredType declared ? in(declared.getTypeArguments()) : null;
    }
}
