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
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** {@code @HttpExchange} and its family, and the annotations of Spring MVC as OpenFeign reads them. */
final class SpringDialect extends Dialect {
    private static final String BIND = "org.springframework.web.bind.annotation.";
    private static final String QUERY_MAP = "org.springframework.cloud.openfeign.SpringQueryMap";
    private static final Map<String, Binding> BINDINGS = Map.of(
            "PathVariable", Binding.PATH,
            "RequestParam", Binding.QUERY,
            "RequestHeader", Binding.HEADER,
            "CookieValue", Binding.COOKIE,
            "RequestPart", Binding.PART,
            "RequestBody", Binding.BODY);

    private final MapTypes maps;
    private final SpringClient client;

    SpringDialect(TypeElement service, Elements elements, Types types) {
        super(service);
        this.maps = new MapTypes(elements, types);
        this.client = new SpringClient(service);
    }

    @Override
    Vocabulary vocabulary() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("@POST or @HTTP(method = \"QUERY\", path = ..., body = true)", "POST");
        words.put("@GET(\"/%2$s\")", "@GetExchange(\"/%2$s\")");
        words.put("@Path", "@PathVariable");
        words.put("@Query", "@RequestParam");
        words.put("@HTTP(method = \"QUERY\", path = ...)", "@HttpExchange(method = \"QUERY\", url = ...)");
        words.put("@Headers(\"X-Source: web\")", "headers = \"X-Source=web\"");
        words.put("@Header", "@RequestHeader");
        words.put("@Cookie", "@CookieValue");
        words.put("@Field", "@RequestParam");
        words.put("@Form", "contentType = \"application/x-www-form-urlencoded\"");
        words.put("@Multipart", "@RequestPart");
        words.put("@Part", "@RequestPart");
        words.put("@Body", "@RequestBody");
        words.put("@Default(\"%s\")", "defaultValue = \"%s\"");
        words.put("@Default", "defaultValue");
        return new Vocabulary("Spring", words);
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        String name = Annotations.nameOf(mirror);
        return SpringMapping.of(mirror) != null
                || name.equals(QUERY_MAP)
                || (name.startsWith(BIND) && BINDINGS.containsKey(name.substring(BIND.length())));
    }

    private @Nullable SpringMapping ofType() {
        return Annotations.inHierarchy(service, SpringMapping::on);
    }

    @Override
    List<VerbModel> verbs(ExecutableElement method) {
        return SpringMapping.all(method).stream()
                .map(mapping -> mapping.verb(method, ofType(), prefix().text()))
                .toList();
    }

    @Override
    Sourced prefix() {
        SpringMapping mapping = ofType();
        Sourced first = client.path();
        Sourced path = mapping == null ? nothing() : mapping.path();
        String text = path.text().substring(Paths.host(path.text()).length());
        boolean isNothing = first.text().isEmpty() && text.isEmpty();
        return isNothing
                ? nothing()
                : new Sourced(
                        Paths.withProperties(Paths.join(first.text(), text)),
                        path.text().isEmpty() ? first.origin() : path.origin());
    }

    @Override
    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            String qualified = Annotations.nameOf(mirror);
            String name = qualified.startsWith(BIND) ? qualified.substring(BIND.length()) : "";
            Binding binding = BINDINGS.get(name);
            if (binding != null) {
                found.add(Bound.of(
                        "@" + name,
                        binding == Binding.QUERY && isForm(parameter) ? Binding.FIELD : binding,
                        named(parameter, SpringMapping.alias(parameter, mirror, "name", "value"), binding)));
            } else if (qualified.equals(QUERY_MAP) && maps.isMap(parameter.asType())) {
                found.add(Bound.of(
                        "@SpringQueryMap",
                        Binding.QUERY,
                        new Sourced("", Origin.of(parameter).at(mirror))));
            }
        }
        Bound endpoint = OwnDialect.endpoint(parameter);
        if (endpoint != null) {
            found.add(endpoint);
        } else if (found.isEmpty() && isBaseUrl(parameter)) {
            found.add(Bound.of("URI", Binding.ENDPOINT, new Sourced("", Origin.of(parameter))));
        }
        return found;
    }

    /** The name of the parameter stands for one that is left out, but in a map, which brings its own. */
    private Sourced named(Element parameter, Sourced name, Binding binding) {
        boolean isImplied = name.text().isEmpty() && binding != Binding.BODY && !maps.isMap(parameter.asType());
        return isImplied ? new Sourced(parameter.getSimpleName().toString(), name.origin()) : name;
    }

    /** As OpenFeign has it; for {@code @HttpExchange} a URI is the whole URL. */
    private static boolean isBaseUrl(Element parameter) {
        return ResultReader.nameOf(parameter.asType()).equals("java.net.URI")
                && parameter.getEnclosingElement() instanceof ExecutableElement method
                && SpringMapping.all(method).stream().anyMatch(SpringMapping::isOfMvc);
    }

    private boolean isForm(Element parameter) {
        Sourced type = parameter.getEnclosingElement() instanceof ExecutableElement method ? contentType(method) : null;
        return type != null && type.text().contains("application/x-www-form-urlencoded");
    }

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        AnnotationMirror mirror = Annotations.find(parameter, QUERY_MAP);
        return mirror == null || maps.isMap(parameter.asType()) ? null : mirror;
    }

    @Override
    boolean sendsUnboundMembers() {
        return true;
    }

    @Override
    @Nullable
    Sourced fallback(Element parameter) {
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            if (isOfParameter(mirror) && Annotations.value(mirror, "defaultValue") != null) {
                return Annotations.text(parameter, mirror, "defaultValue");
            }
        }
        return null;
    }

    private static boolean isOfParameter(AnnotationMirror mirror) {
        String name = Annotations.nameOf(mirror);
        return name.startsWith(BIND) && BINDINGS.containsKey(name.substring(BIND.length()));
    }

    /** Unless it says otherwise, or its type does. */
    @Override
    boolean isRequired(Element parameter) {
        boolean maybe = Annotations.hasOneOf(parameter, Set.of("Nullable", "CheckForNull"))
                || ResultReader.nameOf(parameter.asType()).startsWith("java.util.Optional");
        return isNotNull(parameter)
                || (!maybe
                        && parameter.getAnnotationMirrors().stream()
                                .anyMatch(mirror -> isOfParameter(mirror) && !isFalse(mirror, "required")));
    }

    private static boolean isFalse(AnnotationMirror mirror, String attribute) {
        AnnotationValue value = Annotations.value(mirror, attribute);
        return value != null && Boolean.FALSE.equals(value.getValue());
    }

    @Override
    List<Sourced> headers() {
        SpringMapping mapping = ofType();
        return mapping == null ? List.of() : mapping.headers();
    }

    @Override
    List<Sourced> headers(ExecutableElement method) {
        return SpringMapping.all(method).stream()
                .flatMap(mapping -> mapping.headers().stream())
                .toList();
    }

    @Override
    @Nullable
    Sourced contentType(ExecutableElement method) {
        for (SpringMapping mapping : SpringMapping.all(method)) {
            Sourced type = mapping.contentType();
            if (type != null) {
                return type;
            }
        }
        SpringMapping ofType = ofType();
        return ofType == null ? null : ofType.contentType();
    }

    @Override
    List<Sourced> endpoints() {
        if (!client.endpoints().isEmpty()) {
            return client.endpoints();
        }
        SpringMapping mapping = ofType();
        String host = mapping == null ? "" : Paths.host(mapping.path().text());
        return mapping == null || host.isEmpty()
                ? List.of()
                : List.of(new Sourced(host, mapping.path().origin()));
    }

    @Override
    Sourced name() {
        return client.name();
    }

    @Override
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>(client.remarks());
        SpringMapping mapping = ofType();
        if (mapping != null) {
            remarks.addAll(mapping.remarks());
        }
        return remarks;
    }

    @Override
    List<Remark> remarks(ExecutableElement method) {
        List<Remark> remarks = new ArrayList<>();
        List<SpringMapping> mappings = SpringMapping.all(method);
        mappings.forEach(mapping -> remarks.addAll(mapping.remarks()));
        boolean isOfMvc = mappings.stream().anyMatch(SpringMapping::isOfMvc);
        for (Element parameter : method.getParameters()) {
            parameter.getAnnotationMirrors().forEach(mirror -> remark(parameter, mirror, remarks));
            String type = ResultReader.nameOf(parameter.asType());
            boolean isBound = isBound(parameter);
            if (!isOfMvc && !isBound && type.equals("java.net.URI")) {
                remarks.add(unsendable(
                        parameter,
                        "it would be the whole URL, so failover could never choose another endpoint",
                        "Remove it, or annotate it dev.failover.annotations.Endpoint, which is a base URL"));
            } else if (!isBound && type.equals("org.springframework.http.HttpMethod")) {
                remarks.add(unsendable(parameter, "a generated method has one verb", "Write one method per verb"));
            }
        }
        return remarks;
    }

    private static Remark unsendable(Element parameter, String why, String remedy) {
        String what = parameter.getSimpleName() + " of " + parameter.asType();
        return new Remark(true, what, why, remedy, Origin.of(parameter));
    }

    private static void remark(Element parameter, AnnotationMirror mirror, List<Remark> remarks) {
        String qualified = Annotations.nameOf(mirror);
        String name = qualified.startsWith(BIND) ? qualified.substring(BIND.length()) : "";
        boolean isOptional = isFalse(mirror, "required");
        Origin required = Origin.of(parameter).at(mirror, Annotations.value(mirror, "required"));
        switch (name) {
            case "RequestAttribute", "SessionAttribute", "MatrixVariable", "ModelAttribute" ->
                remarks.add(new Remark(
                        true,
                        "@" + name,
                        "nothing is sent for it",
                        "Remove the parameter, or use @RequestParam or @RequestHeader",
                        Origin.of(parameter).at(mirror)));
            case "PathVariable" -> {
                if (isOptional) {
                    remarks.add(new Remark(
                            false,
                            "@PathVariable(required = false)",
                            "null is refused all the same, as the call would go to another resource",
                            "Remove it, and write another method for the path without",
                            required));
                }
            }
            case "RequestBody" -> {
                if (isOptional && parameter.asType().getKind() != TypeKind.ERROR) {
                    remarks.add(new Remark(
                            false,
                            "@RequestBody(required = false)",
                            "null is refused all the same",
                            "Remove it, and write another method without a body",
                            required));
                }
            }
            default -> {}
        }
    }

    /** For the messages of its parts. */
    static String joined(List<Sourced> texts) {
        return texts.stream().map(Sourced::text).collect(Collectors.joining(", "));
    }
}
