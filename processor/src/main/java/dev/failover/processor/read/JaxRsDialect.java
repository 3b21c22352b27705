package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import dev.failover.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** {@code javax.ws.rs} and {@code jakarta.ws.rs}, with the annotations of MicroProfile Rest Client. */
final class JaxRsDialect extends Dialect {
    private static final List<String> PACKAGES = List.of("jakarta.ws.rs.", "javax.ws.rs.");
    private static final Map<String, Binding> BINDINGS = Map.of(
            "PathParam", Binding.PATH,
            "QueryParam", Binding.QUERY,
            "HeaderParam", Binding.HEADER,
            "CookieParam", Binding.COOKIE,
            "FormParam", Binding.FIELD);

    /** For class paths without their classes. */
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private static final Set<String> VOCABULARY =
            Set.of("Path", "MatrixParam", "BeanParam", "DefaultValue", "Consumes", "Produces", "Encoded");

    private final ClientHeaders clientHeaders;

    JaxRsDialect(TypeElement service, Elements elements) {
        super(service);
        this.clientHeaders = new ClientHeaders(service, elements);
    }

    @Override
    Vocabulary vocabulary() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("@POST or @HTTP(method = \"QUERY\", path = ..., body = true)", "@POST");
        words.put("@GET(\"/%2$s\")", "@GET @Path(\"/%2$s\")");
        words.put("@Path", "@PathParam");
        words.put("@Query", "@QueryParam");
        words.put("@Header", "@HeaderParam");
        words.put("@Cookie", "@CookieParam");
        words.put("@Field", "@FormParam");
        words.put("@Form", "@FormParam");
        words.put("@Multipart", "@FormParam");
        words.put("@Default", "@DefaultValue");
        words.put("@Bean", "@BeanParam");
        return new Vocabulary("JAX-RS", words);
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        String name = localName(mirror);
        return verb(mirror) != null || BINDINGS.containsKey(name) || VOCABULARY.contains(name);
    }

    /** Empty for annotations of others. */
    private static String localName(AnnotationMirror mirror) {
        String name = Annotations.nameOf(mirror);
        return PACKAGES.stream()
                .filter(name::startsWith)
                .map(known -> name.substring(known.length()))
                .findFirst()
                .orElse("");
    }

    private static @Nullable AnnotationMirror find(Element element, String name) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> localName(mirror).equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Of the interface, or of the first that it extends and that has one. */
    private @Nullable Annotated ofType(String name) {
        return Annotations.inHierarchy(service, type -> annotated(type, name));
    }

    private static @Nullable Annotated annotated(Element element, String name) {
        AnnotationMirror mirror = find(element, name);
        return mirror == null ? null : new Annotated(element, mirror);
    }

    /** {@code GET} of an annotation that is annotated {@code @HttpMethod("GET")}, as those of JAX-RS are; or null. */
    private static @Nullable String verb(AnnotationMirror mirror) {
        String name = localName(mirror);
        if (VERBS.contains(name)) {
            return name;
        }
        Element annotation = mirror.getAnnotationType().asElement();
        AnnotationMirror meta = find(annotation, "HttpMethod");
        return meta == null ? null : Annotations.text(annotation, meta, "value").text();
    }

    @Override
    List<VerbModel> verbs(ExecutableElement method) {
        List<VerbModel> verbs = new ArrayList<>();
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            String verb = verb(mirror);
            if (verb != null) {
                verbs.add(new VerbModel(
                        "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                        new Sourced(verb, Origin.of(method).at(mirror)),
                        true,
                        path(method, mirror)));
            }
        }
        return verbs;
    }

    private Sourced path(ExecutableElement method, AnnotationMirror verb) {
        AnnotationMirror mirror = find(method, "Path");
        Sourced path = mirror == null
                ? new Sourced("", Origin.of(method).at(verb))
                : Annotations.text(method, mirror, "value");
        return new Sourced(Paths.join(prefix().text(), Paths.withoutPatterns(path.text())), path.origin());
    }

    @Override
    Sourced prefix() {
        Annotated found = ofType("Path");
        Sourced path = found == null ? nothing() : found.text("value");
        return new Sourced(Paths.withoutPatterns(path.text()), path.origin());
    }

    @Override
    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            String name = localName(mirror);
            Binding binding = BINDINGS.get(name);
            if (binding != null) {
                boolean isPart = binding == Binding.FIELD && isMultipart(parameter);
                found.add(Bound.of(
                        "@" + name, isPart ? Binding.PART : binding, Annotations.text(parameter, mirror, "value")));
            }
        }
        Bound endpoint = OwnDialect.endpoint(parameter);
        if (endpoint != null) {
            found.add(endpoint);
        }
        return found;
    }

    private boolean isMultipart(Element parameter) {
        Sourced type = parameter.getEnclosingElement() instanceof ExecutableElement method ? contentType(method) : null;
        return type != null && type.text().startsWith("Content-Type: multipart/");
    }

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        return find(parameter, "BeanParam");
    }

    @Override
    @Nullable
    Sourced fallback(Element parameter) {
        AnnotationMirror mirror = find(parameter, "DefaultValue");
        return mirror == null ? null : Annotations.text(parameter, mirror, "value");
    }

    /** What is not annotated is the entity. */
    @Override
    boolean bindsByName() {
        return false;
    }

    @Override
    List<Sourced> headers() {
        List<Sourced> lines = new ArrayList<>(accept(ofType("Produces")));
        lines.addAll(clientHeaders.ofService());
        return lines;
    }

    @Override
    List<Sourced> headers(ExecutableElement method) {
        List<Sourced> lines = new ArrayList<>(accept(annotated(method, "Produces")));
        lines.addAll(ClientHeaders.lines(method));
        return lines;
    }

    private static List<Sourced> accept(@Nullable Annotated produces) {
        List<Sourced> types = produces == null ? List.of() : produces.texts("value");
        return types.isEmpty()
                ? List.of()
                : List.of(new Sourced(
                        "Accept: " + types.stream().map(Sourced::text).collect(Collectors.joining(", ")),
                        types.get(0).origin()));
    }

    @Override
    List<ComputedHeader> computedHeaders(ExecutableElement method) {
        return clientHeaders.computed(method);
    }

    @Override
    @Nullable
    Sourced contentType(ExecutableElement method) {
        Annotated own = annotated(method, "Consumes");
        Annotated consumes = own == null ? ofType("Consumes") : own;
        List<Sourced> types = consumes == null ? List.of() : consumes.texts("value");
        return MediaTypeChoice.contentType(types);
    }

    @Override
    List<Sourced> endpoints() {
        Sourced uri = clientHeaders.registered("baseUri");
        return uri.text().isEmpty() ? List.of() : List.of(uri);
    }

    @Override
    Sourced name() {
        return clientHeaders.registered("configKey");
    }

    @Override
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>(clientHeaders.remarks());
        Annotated encoded = ofType("Encoded");
        if (encoded != null) {
            remarks.add(Remarks.encoded("@Encoded", encoded.element(), encoded.mirror()));
        }
        return remarks;
    }

    @Override
    List<Remark> remarks(ExecutableElement method) {
        List<Remark> remarks = new ArrayList<>(clientHeaders.remarks(method));
        AnnotationMirror consumes = find(method, "Consumes");
        List<Sourced> types = consumes == null ? List.of() : Annotations.texts(method, consumes, "value");
        if (types.size() > 1) {
            remarks.add(new Remark(
                    false,
                    "@Consumes with several types",
                    "a body has one, so " + MediaTypeChoice.of(types).text() + " is sent",
                    "Write that one",
                    types.get(1).origin()));
        }
        AnnotationMirror encoded = find(method, "Encoded");
        if (encoded != null) {
            remarks.add(Remarks.encoded("@Encoded", method, encoded));
        }
        for (Element parameter : method.getParameters()) {
            parameter.getAnnotationMirrors().forEach(mirror -> remark(parameter, mirror, remarks));
        }
        return remarks;
    }

    private static void remark(Element parameter, AnnotationMirror mirror, List<Remark> remarks) {
        Origin origin = Origin.of(parameter).at(mirror);
        switch (localName(mirror)) {
            case "Encoded" -> remarks.add(Remarks.encoded("@Encoded", parameter, mirror));
            case "MatrixParam" -> {
                Sourced name = Annotations.text(parameter, mirror, "value");
                remarks.add(new Remark(
                        true,
                        "@MatrixParam(\"" + name.text() + "\")",
                        "matrix parameters are not written",
                        "Put ;" + name.text() + "={" + name.text() + "} into @Path and use @PathParam(\"" + name.text()
                                + "\"), or use @QueryParam",
                        name.origin()));
            }
            case "core.Context", "container.Suspended" ->
                remarks.add(new Remark(
                        true,
                        "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                        "it is the server's, and a client has nothing to put there",
                        "Remove the parameter",
                        origin));
            default -> {}
        }
    }
}
