package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The annotations of MicroProfile Rest Client on one interface: where it is, and headers that it computes. */
final class ClientHeaders {
    private static final String PACKAGE = "org.eclipse.microprofile.rest.client.";
    private static final String ONE = PACKAGE + "annotation.ClientHeaderParam";
    private static final String SEVERAL = PACKAGE + "annotation.ClientHeaderParams";
    private static final List<String> OF_THE_RUNTIME = List.of(
            PACKAGE + "annotation.RegisterProvider",
            PACKAGE + "annotation.RegisterProviders",
            PACKAGE + "annotation.RegisterClientHeaders");

    private final TypeElement service;
    private final Elements elements;

    ClientHeaders(TypeElement service, Elements elements) {
        this.service = service;
        this.elements = elements;
    }

    /** An attribute of {@code @RegisterRestClient} of the interface or of one that it extends; empty for none. */
    Sourced registered(String attribute) {
        Sourced found = Annotations.inHierarchy(service, type -> {
            AnnotationMirror mirror = Annotations.find(type, PACKAGE + "inject.RegisterRestClient");
            return mirror == null ? null : Annotations.text(type, mirror, attribute);
        });
        return found == null ? new Sourced("", Origin.of(service)) : found;
    }

    /** The interface, or the nearest that it extends, with headers. */
    private TypeElement owner() {
        TypeElement found = Annotations.inHierarchy(service, type -> all(type).isEmpty() ? null : type);
        return found == null ? service : found;
    }

    List<Sourced> ofService() {
        return lines(owner());
    }

    /** Values that stand there; several of one header are several lines. */
    static List<Sourced> lines(Element typeOrMethod) {
        List<Sourced> lines = new ArrayList<>();
        for (AnnotationMirror header : all(typeOrMethod)) {
            String name = Annotations.text(typeOrMethod, header, "name").text();
            Annotations.texts(typeOrMethod, header, "value").stream()
                    .filter(value -> !isComputed(value))
                    .forEach(value -> lines.add(new Sourced(name + ": " + value.text(), value.origin())));
        }
        return lines;
    }

    /** Those of the method, and those of the interface for other headers. */
    List<ComputedHeader> computed(ExecutableElement method) {
        List<ComputedHeader> headers = new ArrayList<>();
        List<String> own = all(method).stream()
                .map(header -> Annotations.text(method, header, "name").text())
                .toList();
        all(method).forEach(header -> add(method, header, headers));
        TypeElement owner = owner();
        all(owner).stream()
                .filter(header -> own.stream()
                        .noneMatch(name -> name.equalsIgnoreCase(
                                Annotations.text(owner, header, "name").text())))
                .forEach(header -> add(owner, header, headers));
        return headers;
    }

    private void add(Element element, AnnotationMirror header, List<ComputedHeader> headers) {
        Sourced name = Annotations.text(element, header, "name");
        for (Sourced value : Annotations.texts(element, header, "value")) {
            ExecutableElement called = isComputed(value) ? called(value) : null;
            if (called != null) {
                boolean takesName = !called.getParameters().isEmpty();
                String access = called.getSimpleName() + (takesName ? "(\"" + name.text() + "\")" : "()");
                headers.add(new ComputedHeader(
                        new Sourced(name.text(), value.origin()),
                        called,
                        called.getModifiers().contains(Modifier.STATIC)
                                ? called.getEnclosingElement() + "." + access
                                : access));
            }
        }
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>(remarks(owner()));
        Annotations.inHierarchy(service, type -> {
            type.getAnnotationMirrors().forEach(mirror -> ofTheRuntime(type, mirror, remarks));
            return null;
        });
        return remarks;
    }

    private static void ofTheRuntime(TypeElement type, AnnotationMirror mirror, List<Remark> remarks) {
        if (OF_THE_RUNTIME.contains(Annotations.nameOf(mirror))) {
            remarks.add(new Remark(
                    false,
                    "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                    "what it names needs MicroProfile at run time, and is not called",
                    "Use @ClientHeaderParam or @Headers for headers, and remove it",
                    Origin.of(type).at(mirror)));
        }
    }

    List<Remark> remarks(Element typeOrMethod) {
        List<Remark> remarks = new ArrayList<>();
        for (AnnotationMirror header : all(typeOrMethod)) {
            for (Sourced value : Annotations.texts(typeOrMethod, header, "value")) {
                if (isComputed(value) && called(value) == null) {
                    remarks.add(new Remark(
                            true,
                            "\"" + value.text() + "\"",
                            "it names no default or static method of " + service.getSimpleName()
                                    + " that takes nothing or the name of the header as a String, returns String or"
                                    + " String[], and throws nothing",
                            "Write such a method",
                            value.origin()));
                }
            }
            AnnotationValue required = Annotations.value(header, "required");
            if (required != null && Boolean.FALSE.equals(required.getValue())) {
                remarks.add(new Remark(
                        false,
                        "@ClientHeaderParam(required = false)",
                        "what the method throws ends the call all the same",
                        "Return null in its place, which sends no header",
                        Origin.of(typeOrMethod).at(header, required)));
            }
        }
        return remarks;
    }

    private static List<AnnotationMirror> all(Element element) {
        List<AnnotationMirror> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            if (name.equals(ONE)) {
                found.add(mirror);
            } else if (name.equals(SEVERAL)) {
                found.addAll(Annotations.nested(mirror, "value"));
            }
        }
        return found;
    }

    private static boolean isComputed(Sourced value) {
        return value.text().startsWith("{") && value.text().endsWith("}");
    }

    /** Of {@code {name}} or {@code {com.example.Headers.name}}. */
    private @Nullable ExecutableElement called(Sourced value) {
        String inside = value.text().substring(1, value.text().length() - 1);
        String owner = inside.contains(".") ? inside.substring(0, inside.lastIndexOf('.')) : "";
        String name = inside.substring(inside.lastIndexOf('.') + 1);
        TypeElement type = owner.isEmpty() ? service : elements.getTypeElement(owner);
        return type == null
                ? null
                : Annotations.inHierarchy(
                        type,
                        each -> ElementFilter.methodsIn(each.getEnclosedElements()).stream()
                                .filter(method ->
                                        method.getSimpleName().contentEquals(name) && fits(method, !owner.isEmpty()))
                                .findFirst()
                                .orElse(null));
    }

    private static boolean fits(ExecutableElement method, boolean isElsewhere) {
        String result = method.getReturnType().toString();
        boolean takes = method.getParameters().isEmpty()
                || (method.getParameters().size() == 1
                        && method.getParameters().get(0).asType().toString().equals("java.lang.String"));
        boolean isThere = isElsewhere
                ? method.getModifiers().contains(Modifier.STATIC)
                : !method.getModifiers().contains(Modifier.ABSTRACT);
        boolean isCallable = method.getThrownTypes().isEmpty()
                && (isElsewhere
                        ? method.getModifiers().contains(Modifier.PUBLIC)
                        : !method.getModifiers().contains(Modifier.PRIVATE));
        return takes
                && isThere
                && isCallable
                && (result.equals("java.lang.String") || result.equals("java.lang.String[]"));
    }
}
