package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Remark;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** What is to be said of several dialects. Stateless. */
final class Remarks {
    private Remarks() {}

    static Remark encoded(String what, Element element, AnnotationMirror mirror) {
        return new Remark(
                false,
                what,
                "values are percent-encoded all the same, so that none changes the structure of a URL",
                "Pass them as they are, and remove it",
                Origin.of(element).at(mirror, Annotations.value(mirror, "encoded")));
    }
}
