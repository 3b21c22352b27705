package dev.failover.processor.model;

import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What {@code toString} of a type is worth. Stateless. */
public final class TextOfType {
    private static final Set<String> LISTING_MEMBERS = Set.of("lombok.Data", "lombok.Value", "lombok.ToString");

    private TextOfType() {}

    /** A class that inherits the one of {@code Object}. Of an interface nobody knows, and a record always has one. */
    public static boolean isMissing(TypeMirror type) {
        TypeMirror at = type;
        while (at.getKind() == TypeKind.DECLARED) {
            TypeElement element = (TypeElement) ((DeclaredType) at).asElement();
            if (element.getQualifiedName().contentEquals("java.lang.Object")) {
                return at != type;
            }
            boolean isStream = element.getQualifiedName().contentEquals("java.io.InputStream");
            if (element.getKind() != ElementKind.CLASS || isWritten(element) || isOfLombok(element) || isStream) {
                return false;
            }
            at = element.getSuperclass();
        }
        return false;
    }

    /** Lombok writes one, for people to read. */
    public static boolean isGenerated(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((DeclaredType) type)
                        .asElement().getAnnotationMirrors().stream()
                                .anyMatch(mirror -> LISTING_MEMBERS.contains(
                                        mirror.getAnnotationType().toString()));
    }

    /** Which may not show yet. */
    private static boolean isOfLombok(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().startsWith("lombok."));
    }

    private static boolean isWritten(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream().anyMatch(TextOfType::isToString);
    }

    private static boolean isToString(ExecutableElement method) {
        return method.getSimpleName().contentEquals("toString")
                && method.getParameters().isEmpty();
    }
}
