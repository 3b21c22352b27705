package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Sourced;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** An annotation and what it stands on, which a compiler needs to find it. */
record Annotated(Element element, AnnotationMirror mirror) {
    Sourced text(String attribute) {
        return Annotations.text(element, mirror, attribute);
    }

    List<Sourced> texts(String attribute) {
        return Annotations.texts(element, mirror, attribute);
    }

    Origin origin() {
        return Origin.of(element).at(mirror);
    }
}
