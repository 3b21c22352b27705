package dev.failover.processor.read;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Tells maps from beans, for annotations that take both. */
final class MapTypes {
    private final Types types;
    private final @Nullable TypeMirror map;

    MapTypes(Elements elements, Types types) {
        this.types = types;
        TypeElement element = elements.getTypeElement("java.util.Map");
        this.map = element == null ? null : types.erasure(element.asType());
    }

    boolean isMap(TypeMirror type) {
        return map != null && type.getKind() == TypeKind.DECLARED && types.isSubtype(types.erasure(type), map);
    }
}
