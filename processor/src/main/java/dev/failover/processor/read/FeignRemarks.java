package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;

/** What of Feign cannot be translated. */
final class FeignRemarks {
    private static final Set<String> MANY =
            Set.of("java.util.Collection", "java.util.List", "java.util.Map", "java.util.Set", "java.util.Optional");

    private final FeignTemplates templates;

    FeignRemarks(FeignTemplates templates) {
        this.templates = templates;
    }

    /** Of the headers of an interface or a method. */
    static List<Remark> ofHeaders(List<FeignHeader> headers) {
        return headers.stream()
                .filter(header -> header.isTemplate() && header.variable() == null)
                .map(header -> new Remark(
                        true,
                        "\"" + header.line().text() + "\"",
                        "a header has one variable",
                        "Write \"" + header.field() + ": {value}\" and pass the whole value",
                        header.line().origin()))
                .toList();
    }

    /** @param inherited the headers of the interface */
    List<Remark> of(ExecutableElement method, List<FeignHeader> inherited) {
        List<Remark> remarks = new ArrayList<>();
        AnnotationMirror body = FeignTemplates.find(method, "Body");
        if (body != null) {
            remarks.add(new Remark(
                    true,
                    "@Body",
                    "bodies are written by a codec, not by a template",
                    "Remove it and take the body as a parameter: a type of your own, or the text as a String",
                    Annotations.text(method, body, "value").origin()));
        }
        method.getParameters().forEach(parameter -> ofParameter(parameter, method, remarks));
        List<FeignHeader> own = FeignHeader.on(method);
        remarks.addAll(ofHeaders(own));
        own.forEach(header -> unbound(header, header.line().origin(), method, remarks));
        inherited.forEach(header -> unbound(header, Origin.of(method), method, remarks));
        return remarks;
    }

    private static void unbound(FeignHeader header, Origin where, ExecutableElement method, List<Remark> remarks) {
        String variable = header.variable();
        if (variable != null && !FeignTemplates.names(method).contains(variable)) {
            remarks.add(new Remark(
                    true,
                    "{" + variable + "} in \"" + header.line().text() + "\"",
                    "no parameter is its value",
                    "Add a parameter @Param(\"" + variable + "\") String " + variable.replaceAll("[^A-Za-z0-9_]", "_"),
                    where));
        }
    }

    private void ofParameter(Element parameter, ExecutableElement method, List<Remark> remarks) {
        AnnotationMirror param = FeignTemplates.find(parameter, "Param");
        if (param != null) {
            encoded("@Param", parameter, param, remarks);
            ofPlaces(parameter, FeignTemplates.name(parameter, param), method, remarks);
            AnnotationValue expander = Annotations.value(param, "expander");
            if (expander != null && !expander.toString().contains("ToStringExpander")) {
                remarks.add(new Remark(
                        true,
                        "@Param(expander)",
                        "an expander needs Feign at run time",
                        "Pass the value as the text that is sent",
                        Origin.of(parameter).at(param, expander)));
            }
        }
        AnnotationMirror map = FeignTemplates.find(parameter, "QueryMap");
        if (map != null) {
            encoded("@QueryMap", parameter, map, remarks);
        }
        if (ResultReader.nameOf(parameter.asType()).equals("feign.Request.Options")) {
            remarks.add(new Remark(
                    true,
                    parameter.getSimpleName() + " of feign.Request.Options",
                    "time-outs are policies",
                    "Use dev.failover.annotations.Timeout, or the configuration of the service",
                    Origin.of(parameter)));
        }
    }

    private void ofPlaces(Element parameter, Sourced name, ExecutableElement method, List<Remark> remarks) {
        List<Bound> places = templates.places(name, method);
        String what = "@Param(\"" + name.text() + "\")";
        if (places.size() > 1) {
            remarks.add(new Remark(
                    true,
                    what,
                    "a value goes to one place, and the templates have it in several",
                    "Take two parameters",
                    name.origin()));
        }
        boolean isMany = parameter.asType().getKind() == TypeKind.ARRAY
                || MANY.contains(ResultReader.nameOf(parameter.asType()));
        if (isMany && places.stream().anyMatch(place -> !place.affix().isNone())) {
            remarks.add(new Remark(true, what, "a value within a text is one value", "Take a String", name.origin()));
        }
    }

    private static void encoded(String annotation, Element parameter, AnnotationMirror mirror, List<Remark> remarks) {
        if (Annotations.isTrue(mirror, "encoded")) {
            remarks.add(Remarks.encoded(annotation + "(encoded = true)", parameter, mirror));
        }
    }
}
