package dev.failover.processor.read;

import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Looks for beans whose getters another processor adds to the class itself, maybe later in the round: Lombok does. Stateless. */
public final class LateMembers {
    private static final Set<String> BEANS = Set.of("Bean", "BeanParam");

    private LateMembers() {}

    /** Whether the interface takes such a bean apart. */
    public static boolean mayBeMissingIn(TypeElement type) {
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            for (VariableElement parameter : method.getParameters()) {
                if (Annotations.hasOneOf(parameter, BEANS)
                        && parameter.asType() instanceof DeclaredType bean
                        && isOfLombok(bean.asElement())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOfLombok(Element type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> Annotations.nameOf(mirror).startsWith("lombok."));
    }
}
