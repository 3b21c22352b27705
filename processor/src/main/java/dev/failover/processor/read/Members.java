package dev.failover.processor.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The methods of an interface, inherited ones included. */
final class Members {
    private final Elements elements;
    private final Types types;

    Members(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** What a class must implement, in the order of the source, own methods before inherited ones. */
    List<ExecutableElement> abstractMethods(TypeElement type) {
        List<ExecutableElement> all = methods(type);
        List<ExecutableElement> found = new ArrayList<>();
        for (ExecutableElement method : all) {
            if (method.getModifiers().contains(Modifier.ABSTRACT)
                    && !isMethodOfObject(method)
                    && all.stream().noneMatch(m -> !m.equals(method) && elements.overrides(m, method, type))) {
                found.add(method);
            }
        }
        return found;
    }

    /** Default and static methods. */
    List<ExecutableElement> concreteMethods(TypeElement type) {
        return methods(type).stream()
                .filter(m -> !m.getModifiers().contains(Modifier.ABSTRACT))
                .toList();
    }

    /** The method before {@code method} in the list that one implementation serves as well, or null. */
    @Nullable
    ExecutableElement sameSignature(List<ExecutableElement> methods, ExecutableElement method, TypeElement type) {
        for (ExecutableElement other : methods) {
            if (other.equals(method)) {
                return null;
            }
            if (other.getSimpleName().equals(method.getSimpleName())
                    && types.isSubsignature(signature(other, type), signature(method, type))) {
                return other;
            }
        }
        return null;
    }

    private ExecutableType signature(ExecutableElement method, TypeElement type) {
        return (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method);
    }

    /** In the order of the sources, which {@code Elements.getAllMembers} does not keep. */
    private static List<ExecutableElement> methods(TypeElement type) {
        Set<TypeElement> all = new LinkedHashSet<>();
        addWithParents(type, all);
        List<ExecutableElement> methods = new ArrayList<>();
        for (TypeElement at : all) {
            methods.addAll(ElementFilter.methodsIn(at.getEnclosedElements()));
        }
        return methods;
    }

    private static void addWithParents(TypeElement type, Set<TypeElement> all) {
        if (all.add(type)) {
            for (TypeMirror parent : type.getInterfaces()) {
                addWithParents((TypeElement) ((DeclaredType) parent).asElement(), all);
            }
        }
    }

    /** A class has them already, whatever the interface says. */
    private static boolean isMethodOfObject(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        int parameters = method.getParameters().size();
        return (parameters == 0 && (name.equals("toString") || name.equals("hashCode")))
                || (parameters == 1
                        && name.equals("equals")
                        && method.getParameters().get(0).asType().toString().equals("java.lang.Object"));
    }
}
