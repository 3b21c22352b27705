package dev.failover.processor.read;

import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.ErrorModel.Constructor;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ResultModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ErrorMapping}, one or several, and finds the constructor that makes the exception. */
final class ErrorReader {
    private static final String ONE = "dev.failover.annotations.ErrorMapping";
    private static final String SEVERAL = ONE + ".All";

    private final Elements elements;

    ErrorReader(Elements elements) {
        this.elements = elements;
    }

    /** @param user the interface, in whose package the generated class will be */
    List<ErrorModel> read(Element typeOrMethod, TypeElement user) {
        List<ErrorModel> errors = new ArrayList<>();
        for (AnnotationMirror mirror : typeOrMethod.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            if (name.equals(ONE)) {
                errors.add(error(typeOrMethod, mirror, user));
            } else if (name.equals(SEVERAL)) {
                AnnotationValue all = Objects.requireNonNull(Annotations.value(mirror, "value"));
                for (Object item : (List<?>) all.getValue()) {
                    // javac reports what is wrong with one of several at the element, as it has no such annotation.
                    AnnotationMirror each = (AnnotationMirror) ((AnnotationValue) item).getValue();
                    errors.add(error(typeOrMethod, each, user));
                }
            }
        }
        return errors;
    }

    private ErrorModel error(Element element, AnnotationMirror mapping, TypeElement user) {
        AnnotationValue status = Objects.requireNonNull(Annotations.value(mapping, "status"));
        AnnotationValue exception = Objects.requireNonNull(Annotations.value(mapping, "exception"));
        TypeElement type = (TypeElement) ((DeclaredType) exception.getValue()).asElement();
        Origin statusAt = Origin.of(element).at(mapping, status);
        Origin exceptionAt = Origin.of(element).at(mapping, exception);
        int number = (Integer) status.getValue();
        Constructor best = Constructor.NONE;
        ResultModel body = null;
        if (canBeMade(type, user)) {
            for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
                Constructor kind = isVisible(constructor, user) ? kind(constructor) : Constructor.NONE;
                if (kind != Constructor.NONE && (best == Constructor.NONE || kind.compareTo(best) < 0)) {
                    best = kind;
                    body = kind == Constructor.RESPONSE ? body(constructor) : null;
                }
            }
        }
        return new ErrorModel(number, statusAt, type, exceptionAt, best, body);
    }

    private boolean canBeMade(TypeElement type, TypeElement user) {
        boolean isInner = type.getEnclosingElement() != null
                && type.getEnclosingElement().getKind() != ElementKind.PACKAGE
                && !type.getModifiers().contains(Modifier.STATIC);
        return !isInner && !type.getModifiers().contains(Modifier.ABSTRACT) && isVisible(type, user);
    }

    /** Of a nested class the outer ones count too. */
    private boolean isVisible(Element element, TypeElement user) {
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

    private static Constructor kind(ExecutableElement constructor) {
        List<String> types = constructor.getParameters().stream()
                .map(VariableElement::asType)
                .map(ResultReader::nameOf)
                .toList();
        if (types.equals(List.of("dev.failover.stub.Response"))) {
            return body(constructor) == null ? Constructor.NONE : Constructor.RESPONSE;
        }
        if (types.equals(List.of("dev.failover.stub.StatusException"))) {
            return Constructor.STATUS_EXCEPTION;
        }
        if (types.equals(List.of("java.lang.String", "java.lang.Throwable"))) {
            return Constructor.TEXT_AND_CAUSE;
        }
        return types.equals(List.of("java.lang.String")) ? Constructor.TEXT : Constructor.NONE;
    }

    /** What is read from the body; null if nothing can be. */
    private static @Nullable ResultModel body(ExecutableElement constructor) {
        TypeMirror response = constructor.getParameters().get(0).asType();
        ResultModel result = ResultReader.read(response);
        return result.fault() == ResultModel.Fault.NONE ? result.withoutShape() : null;
    }
}
