package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Annotations by name, so that no annotation class needs to be on the processor path. Stateless. */
final class Annotations {
    private Annotations() {}

    static @Nullable AnnotationMirror find(Element element, String qualifiedName) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (nameOf(mirror).equals(qualifiedName)) {
                return mirror;
            }
        }
        return null;
    }

    /** What is found at the interface, else at the nearest that it extends; or null. */
    static <T> @Nullable T inHierarchy(TypeElement type, Function<TypeElement, @Nullable T> look) {
        T found = look.apply(type);
        for (TypeMirror parent : type.getInterfaces()) {
            if (found == null && parent.getKind() == TypeKind.DECLARED) {
                found = inHierarchy((TypeElement) ((DeclaredType) parent).asElement(), look);
            }
        }
        return found;
    }

    /** The annotations in an attribute. */
    static List<AnnotationMirror> nested(AnnotationMirror mirror, String attribute) {
        AnnotationValue value = value(mirror, attribute);
        List<?> items = value != null && value.getValue() instanceof List<?> list ? list : List.of();
        return items.stream()
                .map(item -> ((AnnotationValue) item).getValue())
                .filter(AnnotationMirror.class::isInstance)
                .map(AnnotationMirror.class::cast)
                .toList();
    }

    static String nameOf(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    /** A text attribute as it is written; empty, at the annotation, when it is left out. */
    static Sourced text(Element element, AnnotationMirror mirror, String attribute) {
        AnnotationValue value = value(mirror, attribute);
        return new Sourced(
                value == null ? "" : value.getValue().toString(),
                Origin.of(element).at(mirror, value));
    }

    static boolean isTrue(AnnotationMirror mirror, String attribute) {
        AnnotationValue value = value(mirror, attribute);
        return value != null && Boolean.TRUE.equals(value.getValue());
    }

    /** The name of the constant, or {@code fallback} when the attribute is left out. */
    static String constant(AnnotationMirror mirror, String attribute, String fallback) {
        AnnotationValue value = value(mirror, attribute);
        return value != null && value.getValue() instanceof VariableElement constant
                ? constant.getSimpleName().toString()
                : fallback;
    }

    /** Whether the element, or its type, has an annotation of one of these simple names: every framework has its own. */
    static boolean hasOneOf(Element element, Set<String> simpleNames) {
        return Stream.concat(element.getAnnotationMirrors().stream(), typeOf(element).getAnnotationMirrors().stream())
                .anyMatch(mirror -> simpleNames.contains(
                        mirror.getAnnotationType().asElement().getSimpleName().toString()));
    }

    private static TypeMirror typeOf(Element element) {
        return element instanceof ExecutableElement method ? method.getReturnType() : element.asType();
    }

    /** The elements of a text array, each where it stands; empty when it is left out. */
    static List<Sourced> texts(Element element, AnnotationMirror mirror, String attribute) {
        List<Sourced> texts = new ArrayList<>();
        AnnotationValue array = value(mirror, attribute);
        if (array != null && array.getValue() instanceof List<?> items) {
            for (Object item : items) {
                AnnotationValue value = (AnnotationValue) item;
                texts.add(new Sourced(
                        value.getValue().toString(), Origin.of(element).at(mirror, value)));
            }
        }
        return texts;
    }

    /** Whether the compiler knows nothing of a value, or of a part of it, such as a class that is not there (yet). */
    static boolean isUnknown(AnnotationValue value) {
        Object content = value.getValue();
        if (content instanceof List<?> items) {
            return items.stream().anyMatch(item -> isUnknown((AnnotationValue) item));
        }
        if (content instanceof AnnotationMirror mirror) {
            return mirror.getElementValues().values().stream().anyMatch(Annotations::isUnknown);
        }
        return content.equals("<error>") || (content instanceof TypeMirror type && type.getKind() == TypeKind.ERROR);
    }

    static @Nullable AnnotationValue value(AnnotationMirror mirror, String attribute) {
        for (var entry : mirror.getElementValues().entrySet()) {
            ExecutableElement name = entry.getKey();
            if (name.getSimpleName().contentEquals(attribute)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
