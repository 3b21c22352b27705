package dev.failover.processor.read;

import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.ErrorModel.Constructor;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ResultModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads {@code @ErrorMapping}, one or several, and finds the constructor that makes the exception. */
final class ErrorReader {
    private static final String ONE = "dev.failover.annotations.ErrorMapping";
    private static final String SEVERAL = ONE + ".All";

    private final Visibility visibility;

    ErrorReader(Visibility visibility) {
        this.visibility = visibility;
    }

    /** @param user in whose package the generated class will be */
    List<ErrorModel> read(Element typeOrMethod, Element user) {
        List<ErrorModel> errors = new ArrayList<>();
        for (AnnotationMirror mirror : typeOrMethod.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            if (name.equals(ONE)) {
                add(typeOrMethod, mirror, user, errors);
            } else if (name.equals(SEVERAL)) {
                AnnotationValue all = Annotations.value(mirror, "value");
                List<?> items = all != null && all.getValue() instanceof List<?> list ? list : List.of();
                for (Object item : items) {
                    // javac reports what is wrong with one of several at the element, as it has no such annotation.
                    AnnotationMirror each = (AnnotationMirror) ((AnnotationValue) item).getValue();
                    add(typeOrMethod, each, user, errors);
                }
            }
        }
        return errors;
    }

    /** One that does not compile is left to the compiler. */
    private void add(Element element, AnnotationMirror mapping, Element user, List<ErrorModel> errors) {
        AnnotationValue status = Annotations.value(mapping, "status");
        AnnotationValue exception = Annotations.value(mapping, "exception");
        if (status != null
                && status.getValue() instanceof Integer number
                && exception != null
                && !Annotations.isUnknown(exception)
                && exception.getValue() instanceof DeclaredType declared) {
            Origin origin = Origin.of(element);
            TypeElement type = (TypeElement) declared.asElement();
            errors.add(error(number, origin.at(mapping, status), type, origin.at(mapping, exception), user));
        }
    }

    private ErrorModel error(int status, Origin statusAt, TypeElement type, Origin exceptionAt, Element user) {
        Constructor best = Constructor.NONE;
        ResultModel body = null;
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            Constructor kind = visibility.canMake(type, constructor, user) ? kind(constructor) : Constructor.NONE;
            if (kind != Constructor.NONE && (best == Constructor.NONE || kind.compareTo(best) < 0)) {
                best = kind;
                body = kind == Constructor.RESPONSE ? body(constructor) : null;
            }
        }
        return new ErrorModel(status, statusAt, type, exceptionAt, best, body);
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
