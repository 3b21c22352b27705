package dev.failover.processor.read;

import dev.failover.processor.model.FallbackModel;
import dev.failover.processor.model.FallbackModel.Fault;
import dev.failover.processor.model.Inheritance;
import dev.failover.processor.model.Sourced;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Fallback} and finds what it means. */
final class FallbackReader {
    private static final String ANNOTATION = "dev.failover.annotations.Fallback";
    private static final Set<String> FAILURES = Set.of("java.lang.Throwable", "java.lang.Exception");

    private final Members members;
    private final Types types;
    private final Visibility visibility;

    FallbackReader(Members members, Types types, Visibility visibility) {
        this.members = members;
        this.types = types;
        this.visibility = visibility;
    }

    /**
     * One, or none.
     *
     * @param home has the annotation: the interface, or what imports it
     */
    List<FallbackModel> ofType(Element home, TypeElement service) {
        AnnotationMirror mirror = Annotations.find(home, ANNOTATION);
        if (mirror == null) {
            return List.of();
        }
        Sourced name = Annotations.text(home, mirror, "method");
        AnnotationValue type = Annotations.value(mirror, "value");
        if (type != null && Annotations.isUnknown(type)) {
            return List.of();
        }
        return List.of(
                type == null || !name.text().isEmpty()
                        ? faulty(name, Fault.NOT_ONE_TARGET, "")
                        : ofClass(Annotations.text(home, mirror, "value"), type, service, home));
    }

    /** One, or none. */
    List<FallbackModel> ofMethod(ExecutableElement method, TypeElement service, Element home) {
        AnnotationMirror mirror = Annotations.find(method, ANNOTATION);
        if (mirror == null) {
            Sourced foreign = FaultTolerance.fallbackMethod(method);
            return foreign == null ? List.of() : List.of(named(foreign, method, service));
        }
        Sourced name = Annotations.text(method, mirror, "method");
        AnnotationValue type = Annotations.value(mirror, "value");
        if (type != null && Annotations.isUnknown(type)) {
            return List.of();
        }
        if (name.text().isEmpty() == (type == null)) {
            return List.of(faulty(name, Fault.NOT_ONE_TARGET, ""));
        }
        return List.of(
                type == null
                        ? named(name, method, service)
                        : ofClass(Annotations.text(method, mirror, "value"), type, service, home));
    }

    private static FallbackModel faulty(Sourced text, Fault fault, String detail) {
        return new FallbackModel(text, null, false, null, fault, detail);
    }

    private FallbackModel ofClass(Sourced text, AnnotationValue value, TypeElement service, Element home) {
        if (!(value.getValue() instanceof DeclaredType declared)) {
            return faulty(text, Fault.NOT_ONE_TARGET, "");
        }
        TypeElement type = (TypeElement) declared.asElement();
        Fault fault = Fault.NONE;
        if (!types.isSubtype(types.erasure(declared), types.erasure(service.asType()))
                || type.getTypeParameters().size()
                        != service.getTypeParameters().size()) {
            fault = Fault.NOT_OF_THE_INTERFACE;
        } else if (ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .noneMatch(c -> c.getParameters().isEmpty() && visibility.canMake(type, c, home))) {
            fault = Fault.CANNOT_BE_MADE;
        }
        return new FallbackModel(text, null, false, type, fault, "");
    }

    private FallbackModel named(Sourced name, ExecutableElement method, TypeElement service) {
        List<ExecutableElement> named = Stream.concat(
                        members.concreteMethods(service).stream(), members.abstractMethods(service).stream())
                .filter(m -> m.getSimpleName().contentEquals(name.text())
                        && !m.equals(method)
                        && !m.getModifiers().contains(Modifier.PRIVATE))
                .toList();
        if (named.isEmpty()) {
            return faulty(
                    name,
                    Fault.NO_SUCH_METHOD,
                    members.concreteMethods(service).stream()
                            .map(m -> m.getSimpleName().toString())
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        ExecutableType wanted = signature(method, service);
        List<ExecutableElement> fitting = named.stream()
                .filter(m -> takes(signature(m, service), wanted) != null)
                // One that takes the exception before one that does not.
                .sorted((a, b) -> b.getParameters().size() - a.getParameters().size())
                .toList();
        if (fitting.isEmpty()) {
            return faulty(name, Fault.OTHER_PARAMETERS, parameters(wanted));
        }
        ExecutableElement found = fitting.get(0);
        ExecutableType signature = signature(found, service);
        Fault fault = found.getModifiers().contains(Modifier.ABSTRACT)
                ? Fault.NO_BODY
                : returns(signature.getReturnType(), wanted.getReturnType()) ? Fault.NONE : Fault.OTHER_RESULT;
        return new FallbackModel(
                name,
                found,
                Boolean.TRUE.equals(takes(signature, wanted)),
                null,
                fault,
                found.getReturnType().toString());
    }

    private ExecutableType signature(ExecutableElement method, TypeElement service) {
        return (ExecutableType)
                (method.getModifiers().contains(Modifier.STATIC)
                        ? method.asType()
                        : Inheritance.signature(method, service, types));
    }

    /** Whether it takes the exception too; null if it does not take the parameters. */
    private @Nullable Boolean takes(ExecutableType fallback, ExecutableType wanted) {
        List<? extends TypeMirror> theirs = fallback.getParameterTypes();
        int count = wanted.getParameterTypes().size();
        boolean takesFailure = theirs.size() == count + 1 && FAILURES.contains(ResultReader.nameOf(theirs.get(count)));
        if (!takesFailure && theirs.size() != count) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            if (!types.isAssignable(wanted.getParameterTypes().get(i), theirs.get(i))) {
                return null;
            }
        }
        return takesFailure;
    }

    private boolean returns(TypeMirror theirs, TypeMirror wanted) {
        return wanted.getKind() == TypeKind.VOID
                || (theirs.getKind() != TypeKind.VOID && types.isAssignable(theirs, wanted));
    }

    private static String parameters(ExecutableType method) {
        return method.getParameterTypes().stream().map(TypeMirror::toString).collect(Collectors.joining(", "));
    }
}
