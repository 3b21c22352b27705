package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces that a marked element is to have clients of.
 *
 * @param refused what is imported and is no class at all
 * @param unknown a class that is imported and that the compiler does not know (yet), or null
 */
public record Targets(
        List<Target> found,
        List<Origin> refused,
        @Nullable String unknown,
        @Nullable Origin unknownAt) {
    /** @param home a type or a package with one of our markers, or with both */
    public static Targets in(Element home) {
        List<Target> found = new ArrayList<>();
        List<Origin> refused = new ArrayList<>();
        AnnotationMirror service = Annotations.find(home, OwnDialect.SERVICE);
        if (service != null) {
            found.add(new Target(
                    (TypeElement) home, home, service, Origin.of(home).at(service)));
        }
        AnnotationMirror imports = Annotations.find(home, OwnDialect.IMPORT);
        AnnotationValue types = imports == null ? null : Annotations.value(imports, "value");
        if (imports == null || types == null || !(types.getValue() instanceof List<?> items)) {
            return new Targets(found, refused, null, null);
        }
        if (Annotations.isUnknown(types)) {
            Origin where = Origin.of(home).at(imports, types);
            return new Targets(found, refused, "a class in @FailoverService.Import", where);
        }
        for (Object item : items) {
            AnnotationValue value = (AnnotationValue) item;
            Origin origin = Origin.of(home).at(imports, value);
            if (value.getValue() instanceof DeclaredType declared && declared.getKind() == TypeKind.DECLARED) {
                found.add(new Target((TypeElement) declared.asElement(), home, imports, origin));
            } else {
                refused.add(origin);
            }
        }
        return new Targets(found, refused, null, null);
    }
}
