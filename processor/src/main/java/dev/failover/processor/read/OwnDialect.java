package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import dev.failover.processor.model.Vocabulary;
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

/** The vocabulary of {@code dev.failover.annotations}. All that knows its names. */
public final class OwnDialect extends Dialect {
    private static final String PACKAGE = "dev.failover.annotations.";

    /** The annotation that makes an interface a service. */
    public static final String SERVICE = PACKAGE + "FailoverService";

    /** The annotation that does so for interfaces that cannot have it. */
    public static final String IMPORT = SERVICE + ".Import";

    private static final String HTTP = PACKAGE + "HTTP";
    private static final String ENDPOINT = PACKAGE + "Endpoint";
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final Set<String> VERBS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Map<String, Binding> BINDINGS = Map.of(
            PACKAGE + "Path",
            Binding.PATH,
            PACKAGE + "Query",
            Binding.QUERY,
            PACKAGE + "Header",
            Binding.HEADER,
            PACKAGE + "Cookie",
            Binding.COOKIE,
            PACKAGE + "Field",
            Binding.FIELD,
            PACKAGE + "Part",
            Binding.PART,
            PACKAGE + "Body",
            Binding.BODY,
            ENDPOINT,
            Binding.ENDPOINT);

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
            "PIPES", Style.PIPE,
            "DEEP_OBJECT", Style.DEEP_OBJECT);

    /** What an interface of another dialect may not have beside its own. */
    private static final Set<String> HTTP_VOCABULARY = Stream.of(
                    VERBS.stream().map(PACKAGE::concat),
                    BINDINGS.keySet().stream().filter(name -> !name.equals(ENDPOINT)),
                    ENCODINGS.keySet().stream(),
                    Stream.of(HTTP, PACKAGE + "Default", PACKAGE + "Bean"))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    OwnDialect(TypeElement service) {
        super(service);
    }

    @Override
    Vocabulary vocabulary() {
        return Vocabulary.OWN;
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        return HTTP_VOCABULARY.contains(Annotations.nameOf(mirror));
    }

    static boolean isOurs(AnnotationMirror mirror) {
        return Annotations.nameOf(mirror).startsWith(PACKAGE);
    }

    @Override
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

    @Override
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
                        Annotations.text(parameter, mirror, "contentType"),
                        Affix.NONE));
            }
        }
        return found;
    }

    @Override
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

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        return Annotations.find(parameter, PACKAGE + "Bean");
    }

    /** A getter of a bean may have them. */
    @Override
    List<Sourced> misplaced(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .filter(mirror -> ON_PARAMETERS.contains(Annotations.nameOf(mirror)))
                .map(mirror -> new Sourced(
                        "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                        Origin.of(method).at(mirror)))
                .toList();
    }

    @Override
    @Nullable
    Sourced fallback(Element parameter) {
        AnnotationMirror mirror = Annotations.find(parameter, PACKAGE + "Default");
        return mirror == null ? null : Annotations.text(parameter, mirror, "value");
    }

    @Override
    boolean impliesEncoding() {
        return false;
    }

    @Override
    Binding leftOver(VerbModel verb, List<EncodingModel> encodings) {
        if (!encodings.isEmpty() && !verb.forbidsBody()) {
            return encodings.get(0).kind().binding();
        }
        return verb.takesBody() ? Binding.BODY : Binding.QUERY;
    }

    @Override
    boolean sendsUnboundMembers() {
        return true;
    }

    /** {@code @Headers}, which says the same in every dialect. */
    static List<Sourced> ownHeaders(Element typeOrMethod) {
        AnnotationMirror mirror = Annotations.find(typeOrMethod, PACKAGE + "Headers");
        return mirror == null ? List.of() : Annotations.texts(typeOrMethod, mirror, "value");
    }

    /** {@code @Endpoint}, for dialects that have nothing like it; or null. */
    static @Nullable Bound endpoint(Element parameter) {
        AnnotationMirror mirror = Annotations.find(parameter, ENDPOINT);
        return mirror == null
                ? null
                : Bound.of("@Endpoint", Binding.ENDPOINT, Annotations.text(parameter, mirror, "value"));
    }

    /** {@code @Idempotent}, which says the same in every dialect; or null. */
    static @Nullable Sourced idempotent(Element typeOrMethod) {
        AnnotationMirror mirror = Annotations.find(typeOrMethod, PACKAGE + "Idempotent");
        return mirror == null ? null : Annotations.text(typeOrMethod, mirror, "header");
    }
}
