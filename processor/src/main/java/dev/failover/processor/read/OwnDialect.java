package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The vocabulary of {@code dev.failover.annotations}. All that knows its names. Stateless. */
public final class OwnDialect {
    private static final String PACKAGE = "dev.failover.annotations.";

    /** The annotation that makes an interface a service. */
    public static final String SERVICE = PACKAGE + "FailoverService";

    private static final String HTTP = PACKAGE + "HTTP";
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Set<String> VERBS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Map<String, Binding> BINDINGS = Map.of(
            PACKAGE + "Path", Binding.PATH,
            PACKAGE + "Query", Binding.QUERY,
            PACKAGE + "Header", Binding.HEADER,
            PACKAGE + "Cookie", Binding.COOKIE,
            PACKAGE + "Field", Binding.FIELD,
            PACKAGE + "Part", Binding.PART,
            PACKAGE + "Body", Binding.BODY,
            PACKAGE + "Endpoint", Binding.ENDPOINT);

    private static final Set<String> ON_PARAMETERS = Stream.concat(
                    BINDINGS.keySet().stream(), Stream.of(PACKAGE + "Default", PACKAGE + "Bean"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, EncodingModel.Kind> ENCODINGS =
            Map.of(PACKAGE + "Form", EncodingModel.Kind.FORM, PACKAGE + "Multipart", EncodingModel.Kind.MULTIPART);

    /** By the names of {@code Style}. */
    private static final Map<String, Style> STYLES = Map.of(
            "REPEAT", Style.REPEAT,
            "CSV", Style.COMMA,
            "SSV", Style.SPACE,
            "TSV", Style.TAB,
            "PIPES", Style.PIPE);

    /** An annotation on a parameter that says where its value goes. */
    record Bound(
            String annotation, Binding binding, Sourced name, Style style, Sourced fileName, Sourced contentType) {}

    /** {@code @FailoverService}, or null. */
    @Nullable
    AnnotationMirror service(TypeElement type) {
        return Annotations.find(type, SERVICE);
    }

    static boolean isOurs(AnnotationMirror mirror) {
        return Annotations.nameOf(mirror).startsWith(PACKAGE);
    }

    List<VerbModel> verbs(ExecutableElement method) {
        List<VerbModel> verbs = new ArrayList<>();
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            if (name.equals(HTTP)) {
                verbs.add(new VerbModel(
                        "@HTTP",
                        Annotations.text(method, mirror, "method"),
                        Annotations.isTrue(mirror, "body"),
                        Annotations.text(method, mirror, "path")));
            } else if (name.startsWith(PACKAGE) && VERBS.contains(name.substring(PACKAGE.length()))) {
                String verb = name.substring(PACKAGE.length());
                verbs.add(new VerbModel(
                        "@" + verb,
                        new Sourced(verb, Origin.of(method).at(mirror)),
                        VERBS_WITH_BODY.contains(verb),
                        Annotations.text(method, mirror, "value")));
            }
        }
        return verbs;
    }

    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            Binding binding = BINDINGS.get(name);
            if (binding != null) {
                found.add(new Bound(
                        "@" + name.substring(PACKAGE.length()),
                        binding,
                        Annotations.text(parameter, mirror, "value"),
                        STYLES.getOrDefault(Annotations.constant(mirror, "style", "REPEAT"), Style.REPEAT),
                        Annotations.text(parameter, mirror, "fileName"),
                        Annotations.text(parameter, mirror, "contentType")));
            }
        }
        return found;
    }

    List<EncodingModel> encodings(ExecutableElement method) {
        List<EncodingModel> found = new ArrayList<>();
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            EncodingModel.Kind kind = ENCODINGS.get(Annotations.nameOf(mirror));
            if (kind != null) {
                found.add(new EncodingModel(kind, Origin.of(method).at(mirror)));
            }
        }
        return found;
    }

    /** {@code @Bean}, or null. */
    @Nullable
    AnnotationMirror bean(Element parameter) {
        return Annotations.find(parameter, PACKAGE + "Bean");
    }

    /** Annotations that mean nothing on a method that sends a request; a getter of a bean may have them. */
    List<Sourced> misplaced(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .filter(mirror -> ON_PARAMETERS.contains(Annotations.nameOf(mirror)))
                .map(mirror -> new Sourced(
                        "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                        Origin.of(method).at(mirror)))
                .toList();
    }

    /** Whether it says anything about where a value goes, or what is sent for null. */
    boolean isBound(Element member) {
        return !bindings(member).isEmpty() || fallback(member) != null || bean(member) != null;
    }

    /** The text of {@code @Default}, or null. */
    @Nullable
    Sourced fallback(Element parameter) {
        AnnotationMirror mirror = Annotations.find(parameter, PACKAGE + "Default");
        return mirror == null ? null : Annotations.text(parameter, mirror, "value");
    }

    List<Sourced> headers(Element typeOrMethod) {
        AnnotationMirror mirror = Annotations.find(typeOrMethod, PACKAGE + "Headers");
        return mirror == null ? List.of() : Annotations.texts(typeOrMethod, mirror, "value");
    }

    @Nullable
    Sourced idempotent(Element typeOrMethod) {
        AnnotationMirror mirror = Annotations.find(typeOrMethod, PACKAGE + "Idempotent");
        return mirror == null ? null : Annotations.text(typeOrMethod, mirror, "header");
    }
}
