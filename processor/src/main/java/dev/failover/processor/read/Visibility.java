package dev.failover.processor.read;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What a generated class, which is in the package of its interface, can make. */
final class Visibility {
    private final Elements elements;

    Visibility(Elements elements) {
        this.elements = elements;
    }

    boolean canMake(TypeElement type, ExecutableElement constructor, Element user) {
        boolean isInner = type.getEnclosingElement() instanceof TypeElement
                && !type.getModifiers().contains(Modifier.STATIC);
        return type.getKind().isClass()
                && !isInner
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && isVisible(constructor, user);
    }

    /** Of a nested class the outer ones count too. */
    private boolean isVisible(Element element, Element user) {
        boolean isNear = elements.getPackageOf(element).equals(elements.getPackageOf(user));
        for (Element at = element; at != null && at.getKind() != ElementKind.PACKAGE; at = at.getEnclosingElement()) {
            boolean isHidden = at.getModifiers().contains(Modifier.PRIVATE)
                    || (!isNear && !at.getModifiers().contains(Modifier.PUBLIC));
            if (isHidden) {
                return false;
            }
        }
        return true;
    }
}
