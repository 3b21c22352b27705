package dev.failover.processor.read;

import dev.failover.processor.model.Inheritance;
import dev.failover.processor.model.OperationModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** The methods of an interface, inherited ones included. */
final class Members {
    private final Types types;

    Members(Types types) {
        this.types = types;
    }

    /** What a class must implement, in the order of the source, own methods before inherited ones. */
    List<ExecutableElement> abstractMethods(TypeElement type) {
        List<ExecutableElement> all = methods(type);
        List<ExecutableElement> found = new ArrayList<>();
        for (ExecutableElement method : all) {
            if (method.getModifiers().contains(Modifier.ABSTRACT)
                    && !isMethodOfObject(method)
                    && all.stream().noneMatch(m -> isOverriddenBy(m, method, type))) {
                found.add(method);
            }
        }
        return found;
    }

    /** {@code Elements.overrides} would say of unrelated parents that each overrides the other, if it is Eclipse's. */
    private boolean isOverriddenBy(ExecutableElement method, ExecutableElement overridden, TypeElement type) {
        TypeElement below = OperationModel.declaringType(method);
        TypeElement above = OperationModel.declaringType(overridden);
        return method.getSimpleName().equals(overridden.getSimpleName())
                && !below.equals(above)
                && !method.getModifiers().contains(Modifier.STATIC)
                && !method.getModifiers().contains(Modifier.PRIVATE)
                && types.isSubtype(types.erasure(below.asType()), types.erasure(above.asType()))
                && types.isSubsignature(signature(method, type), signature(overridden, type));
    }

    /** Default and static methods. */
    List<ExecutableElement> concreteMethods(TypeElement type) {
        return methods(type).stream()
                .filter(m -> !m.getModifiers().contains(Modifier.ABSTRACT))
                .toList();
    }

    /** The methods put together that one implementation serves, in their order. */
    List<List<ExecutableElement>> bySignature(List<ExecutableElement> methods, TypeElement type) {
        List<List<ExecutableElement>> groups = new ArrayList<>();
        for (ExecutableElement method : methods) {
            groups.stream()
                    .filter(group -> isSameSignature(group.get(0), method, type))
                    .findFirst()
                    .orElseGet(() -> {
                        List<ExecutableElement> group = new ArrayList<>();
                        groups.add(group);
                        return group;
                    })
                    .add(method);
        }
        return groups;
    }

    private boolean isSameSignature(ExecutableElement a, ExecutableElement b, TypeElement type) {
        return a.getSimpleName().equals(b.getSimpleName())
                && (types.isSubsignature(signature(a, type), signature(b, type))
                        || types.isSubsignature(signature(b, type), signature(a, type)));
    }

    /** The one of a group that does for all others: it takes what they take, and returns what they return. */
    ExecutableElement strictest(List<ExecutableElement> group, TypeElement type) {
        return group.stream()
                .filter(method -> group.stream().allMatch(other -> doesFor(method, other, type)))
                .findFirst()
                // The compiler has said that there is none.
                .orElse(group.get(0));
    }

    private boolean doesFor(ExecutableElement method, ExecutableElement other, TypeElement type) {
        ExecutableType ours = signature(method, type);
        ExecutableType theirs = signature(other, type);
        return method.equals(other)
                || (types.isSubsignature(ours, theirs) && returns(ours.getReturnType(), theirs.getReturnType()));
    }

    private boolean returns(TypeMirror result, TypeMirror wanted) {
        if (result.getKind() == TypeKind.VOID || result.getKind().isPrimitive()) {
            return result.getKind() == wanted.getKind();
        }
        return types.isSubtype(result, wanted) || types.isSubtype(types.erasure(result), types.erasure(wanted));
    }

    /** What one implementation of all of a group may throw. */
    List<TypeMirror> thrown(List<ExecutableElement> group, TypeElement type) {
        List<? extends TypeMirror> first =
                signature(strictest(group, type), type).getThrownTypes();
        if (group.size() == 1) {
            return List.copyOf(first);
        }
        List<TypeMirror> thrown = new ArrayList<>();
        Stream.concat(
                        first.stream(),
                        group.stream().flatMap(method -> signature(method, type).getThrownTypes().stream()))
                .filter(candidate -> group.stream().allMatch(method -> allows(method, candidate, type)))
                .filter(candidate -> thrown.stream().noneMatch(wider -> types.isSubtype(candidate, wider)))
                .forEach(thrown::add);
        return thrown;
    }

    private boolean allows(ExecutableElement method, TypeMirror exception, TypeElement type) {
        return signature(method, type).getThrownTypes().stream()
                .anyMatch(declared -> types.isSubtype(exception, declared));
    }

    private ExecutableType signature(ExecutableElement method, TypeElement type) {
        return Inheritance.signature(method, type, types);
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
