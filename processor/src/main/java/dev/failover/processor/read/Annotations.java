package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
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

    private static @Nullable AnnotationValue value(AnnotationMirror mirror, String attribute) {
        for (var entry : mirror.getElementValues().entrySet()) {
            ExecutableElement name = entry.getKey();
            if (name.getSimpleName().contentEquals(attribute)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
