package dev.failover.processor.read;

import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.VerbModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The templates of Feign's request lines and headers, and what {@code @Param} names in them. */
final class FeignTemplates {
    private static final String PACKAGE = "feign.";
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s/?{]+)\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final Map<String, Style> STYLES =
            Map.of("CSV", Style.COMMA, "SSV", Style.SPACE, "TSV", Style.TAB, "PIPES", Style.PIPE);

    private final TypeElement service;

    FeignTemplates(TypeElement service) {
        this.service = service;
    }

    static @Nullable AnnotationMirror find(Element element, String name) {
        return Annotations.find(element, PACKAGE + name);
    }

    /** One, or none. */
    static List<VerbModel> verbs(ExecutableElement method) {
        AnnotationMirror mirror = find(method, "RequestLine");
        if (mirror == null) {
            return List.of();
        }
        Sourced line = Annotations.text(method, mirror, "value");
        Matcher parts = LINE.matcher(line.text());
        boolean fits = parts.matches();
        return List.of(new VerbModel(
                "@RequestLine",
                new Sourced(fits ? parts.group(1) : line.text(), line.origin()),
                true,
                new Sourced(Paths.join("", fits ? path(parts.group(2), method) : ""), line.origin())));
    }

    /** Without variables of the query that a map brings. */
    private static String path(String written, ExecutableElement method) {
        String path = Paths.withoutPatterns(written);
        int query = path.indexOf('?');
        boolean hasMap = method.getParameters().stream().anyMatch(p -> find(p, "QueryMap") != null);
        if (query < 0 || !hasMap) {
            return path;
        }
        List<String> names = names(method);
        List<String> kept = new ArrayList<>();
        for (String item : path.substring(query + 1).split("&", -1)) {
            Matcher variable = VARIABLE.matcher(item);
            if (!variable.find() || names.contains(variable.group(1))) {
                kept.add(item);
            }
        }
        return path.substring(0, query) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
    }

    /** What {@code @Param} calls the parameters. */
    static List<String> names(ExecutableElement method) {
        List<String> names = new ArrayList<>();
        for (Element parameter : method.getParameters()) {
            AnnotationMirror param = find(parameter, "Param");
            if (param != null) {
                names.add(name(parameter, param).text());
            }
        }
        return names;
    }

    /** That of the parameter, where none is written. */
    static Sourced name(Element parameter, AnnotationMirror param) {
        Sourced written = Annotations.text(parameter, param, "value");
        return written.text().isEmpty() ? new Sourced(parameter.getSimpleName().toString(), written.origin()) : written;
    }

    /** Where the templates have the name: one place, unless the user made a mistake, or used it twice. */
    List<Bound> places(Sourced name, ExecutableElement method) {
        List<Bound> places = new ArrayList<>();
        for (VerbModel verb : verbs(method)) {
            UrlTemplate template = TemplateParser.parse(verb.path().text());
            if (template.hasInPath(name.text())) {
                places.add(Bound.of("@Param", Binding.PATH, name));
            }
            if (template.hasInQuery(name.text())) {
                places.add(Bound.of("@Param", Binding.QUERY, name, style(method)));
            }
        }
        for (FeignHeader header : headers(method)) {
            if (name.text().equals(header.variable())) {
                places.add(Bound.of("@Param", Binding.HEADER, new Sourced(header.field(), name.origin()))
                        .within(header.affix()));
            }
        }
        if (places.isEmpty()) {
            places.add(Bound.of("@Param", unplaced(method), name));
        }
        return places;
    }

    /** What no template has makes the body, if the headers say how; else it is taken for a variable that is missing. */
    private Binding unplaced(ExecutableElement method) {
        FeignHeader type = contentType(method);
        String value = type == null ? "" : type.value();
        if (value.startsWith("application/x-www-form-urlencoded")) {
            return Binding.FIELD;
        }
        return value.startsWith("multipart/") ? Binding.PART : Binding.PATH;
    }

    private static Style style(ExecutableElement method) {
        AnnotationMirror mirror = find(method, "RequestLine");
        String name = mirror == null ? "EXPLODED" : Annotations.constant(mirror, "collectionFormat", "EXPLODED");
        return STYLES.getOrDefault(name, Style.REPEAT);
    }

    /** Those of the interface, then those of the method. */
    private List<FeignHeader> headers(ExecutableElement method) {
        List<FeignHeader> headers = new ArrayList<>(FeignHeader.ofType(service));
        headers.addAll(FeignHeader.on(method));
        return headers;
    }

    /** The method's, else the interface's; or null. */
    @Nullable
    FeignHeader contentType(ExecutableElement method) {
        List<FeignHeader> types = headers(method).stream()
                .filter(header -> header.isContentType() && !header.isTemplate())
                .toList();
        return types.isEmpty() ? null : types.get(types.size() - 1);
    }
}
