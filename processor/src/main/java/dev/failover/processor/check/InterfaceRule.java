package dev.failover.processor.check;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** FS001 to FS004: there must be an interface, a class must be able to implement it, and there must be a reason to. */
final class InterfaceRule implements Rule {
    @Override
    public void check(ServiceModel service, Report report) {
        TypeElement type = service.type();
        if (type.getKind() != ElementKind.INTERFACE) {
            report.add(Message.NOT_AN_INTERFACE, service.origin(), type.getSimpleName(), kind(type));
            return;
        }
        for (Element outer = type; outer instanceof TypeElement; outer = outer.getEnclosingElement()) {
            if (outer.getModifiers().contains(Modifier.PRIVATE)) {
                report.add(Message.NOT_VISIBLE, Origin.of(outer), outer.getSimpleName());
            }
        }
        if (type.getModifiers().contains(Modifier.SEALED) && !permits(type, service.generatedName())) {
            report.add(Message.SEALED, Origin.of(type), type.getSimpleName(), service.generatedName());
        }
        if (service.operations().isEmpty()) {
            report.add(Message.NOTHING_TO_GENERATE, Origin.of(type), type.getSimpleName());
        }
    }

    private static String kind(TypeElement type) {
        return switch (type.getKind()) {
            case ANNOTATION_TYPE -> "an annotation";
            case ENUM -> "an enum";
            case RECORD -> "a record";
            default -> "a class";
        };
    }

    private static boolean permits(TypeElement type, String generatedName) {
        return type.getPermittedSubclasses().stream()
                .anyMatch(permitted -> permitted.toString().endsWith(generatedName));
    }
}
