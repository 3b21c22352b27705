package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * An interface that is to get a client.
 *
 * @param home what has the marker: the interface itself, or the class or package that imports it
 * @param marker {@code @FailoverService} or {@code @FailoverService.Import}
 * @param origin of the marker, or of the interface in it
 */
public record Target(TypeElement type, Element home, AnnotationMirror marker, Origin origin) {
    public boolean isImported() {
        return !type.equals(home);
    }
}
