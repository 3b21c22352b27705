package dev.failover.processor.model;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the user's source, as exactly as a compiler can underline it. For messages only: two models that
 * say the same are equal wherever they stand.
 */
public record Origin(
        Element element,
        @Nullable AnnotationMirror mirror,
        @Nullable AnnotationValue value) {
    public static Origin of(Element element) {
        return new Origin(element, null, null);
    }

    public Origin at(AnnotationMirror annotation) {
        return new Origin(element, annotation, null);
    }

    public Origin at(AnnotationMirror annotation, @Nullable AnnotationValue attribute) {
        return new Origin(element, annotation, attribute);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
