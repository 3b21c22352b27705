package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.VerbModel;
import dev.failover.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** The default contract of Feign: templates of a request line and of headers, which name their parameters. */
final class FeignDialect extends Dialect {
    private static final String PACKAGE = "feign.";
    private static final Set<String> KNOWN = Set.of("RequestLine", "Param", "Body", "QueryMap", "HeaderMap").stream()
            .map(PACKAGE::concat)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s/?{]+)\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
    private static final Map<String, Style> STYLES = Map.of(
            "CSV", Style.COMMA, "SSV", Style.SPACE, "TSV", Style.TAB, "PIPES", Style.PIPE, "EXPLODED", Style.REPEAT);

    private static final Set<String> MANY =
            Set.of("java.util.Collection", "java.util.List", "java.util.Set", "java.util.Optional");

    private final MapTypes maps;

    FeignDialect(TypeElement service, Elements elements, Types types) {
        super(service);
        this.maps = new MapTypes(elements, types);
    }

    @Override
    Vocabulary vocabulary() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("@POST or @HTTP(method = \"QUERY\", path = ..., body = true)", "POST");
        words.put("@HTTP(method = \"QUERY\", path = ...)", "@RequestLine(\"QUERY ...\")");
        words.put("@GET(\"/%s\")", "@RequestLine(\"GET /%s\")");
        words.put("@Path(\"...\") or @Query(\"...\")", "@Param(\"...\")");
        words.put("@Path", "@Param");
        words.put("@Query", "a variable of the query");
        words.put("@Header", "@Headers(\"...: {...}\")");
        words.put("@Form", "Content-Type: application/x-www-form-urlencoded");
        words.put("@Multipart", "Content-Type: multipart/form-data");
        words.put("@Bean", "@QueryMap");
        return new Vocabulary("Feign", words);
    }

    @Override
    boolean knows(AnnotationMirror mirror) {
        return KNOWN.contains(Annotations.nameOf(mirror));
    }

    private static @Nullable AnnotationMirror find(Element element, String name) {
        return Annotations.find(element, PACKAGE + name);
    }

    @Override
    List<VerbModel> verbs(ExecutableElement method) {
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

    private static List<String> names(ExecutableElement method) {
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
    private static Sourced name(Element parameter, AnnotationMirror param) {
        Sourced written = Annotations.text(parameter, param, "value");
        return written.text().isEmpty() ? new Sourced(parameter.getSimpleName().toString(), written.origin()) : written;
    }

    @Override
    List<Bound> bindings(Element parameter) {
        List<Bound> found = new ArrayList<>();
        AnnotationMirror map = find(parameter, "QueryMap");
        if (map != null && maps.isMap(parameter.asType())) {
            found.add(Bound.of(
                    "@QueryMap",
                    Binding.QUERY,
                    new Sourced("", Origin.of(parameter).at(map))));
        }
        AnnotationMirror headers = find(parameter, "HeaderMap");
        if (headers != null) {
            found.add(Bound.of(
                    "@HeaderMap",
                    Binding.HEADER,
                    new Sourced("", Origin.of(parameter).at(headers))));
        }
        AnnotationMirror param = find(parameter, "Param");
        if (param != null) {
            Sourced name = name(parameter, param);
            found.add(
                    parameter.getEnclosingElement() instanceof ExecutableElement method
                            ? places(name, method).get(0)
                            : Bound.of("@Param", Binding.QUERY, name));
        }
        Bound endpoint = OwnDialect.endpoint(parameter);
        if (endpoint != null) {
            found.add(endpoint);
        } else if (found.isEmpty() && ResultReader.nameOf(parameter.asType()).equals("java.net.URI")) {
            found.add(Bound.of("URI", Binding.ENDPOINT, new Sourced("", Origin.of(parameter))));
        }
        return found;
    }

    /** Where the templates have the name: one place, unless the user made a mistake, or used it twice. */
    private List<Bound> places(Sourced name, ExecutableElement method) {
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
        for (Sourced line : lines(method)) {
            Matcher variable = VARIABLE.matcher(value(line));
            if (isWithOne(line) && variable.find() && variable.group(1).equals(name.text())) {
                String text = value(line);
                places.add(Bound.of("@Param", Binding.HEADER, new Sourced(field(line), name.origin()))
                        .within(new Affix(text.substring(0, variable.start()), text.substring(variable.end()))));
            }
        }
        if (places.isEmpty()) {
            places.add(Bound.of("@Param", unplaced(method), name));
        }
        return places;
    }

    /** What no template has makes the body, if the headers say how; else it is taken for a variable that is missing. */
    private Binding unplaced(ExecutableElement method) {
        for (Sourced line : lines(method)) {
            if (field(line).equalsIgnoreCase("Content-Type")) {
                if (value(line).startsWith("application/x-www-form-urlencoded")) {
                    return Binding.FIELD;
                }
                if (value(line).startsWith("multipart/")) {
                    return Binding.PART;
                }
            }
        }
        return Binding.PATH;
    }

    private static Style style(ExecutableElement method) {
        AnnotationMirror mirror = find(method, "RequestLine");
        String name = mirror == null ? "EXPLODED" : Annotations.constant(mirror, "collectionFormat", "EXPLODED");
        return STYLES.getOrDefault(name, Style.REPEAT);
    }

    @Override
    @Nullable
    AnnotationMirror bean(Element parameter) {
        AnnotationMirror mirror = find(parameter, "QueryMap");
        return mirror == null || maps.isMap(parameter.asType()) ? null : mirror;
    }

    @Override
    boolean sendsUnboundMembers() {
        return true;
    }

    private List<Sourced> lines(ExecutableElement method) {
        List<Sourced> lines = new ArrayList<>(written(service));
        lines.addAll(written(method));
        return lines;
    }

    private static List<Sourced> written(Element element) {
        AnnotationMirror mirror = find(element, "Headers");
        return mirror == null ? List.of() : Annotations.texts(element, mirror, "value");
    }

    private static String field(Sourced line) {
        int colon = line.text().indexOf(':');
        return colon < 0 ? "" : line.text().substring(0, colon).strip();
    }

    private static String value(Sourced line) {
        return line.text().substring(line.text().indexOf(':') + 1).strip();
    }

    private static boolean isWithOne(Sourced line) {
        return VARIABLE.matcher(value(line)).results().count() == 1;
    }

    private static boolean isTemplate(Sourced line) {
        return VARIABLE.matcher(value(line)).find();
    }

    /** The type of a body goes with a body only. */
    private static boolean isContentType(Sourced line) {
        return field(line).equalsIgnoreCase("Content-Type");
    }

    @Override
    List<Sourced> headers() {
        return written(service).stream()
                .filter(line -> !isTemplate(line) && !isContentType(line))
                .toList();
    }

    @Override
    List<Sourced> headers(ExecutableElement method) {
        return written(method).stream()
                .filter(line -> !isTemplate(line) && !isContentType(line))
                .toList();
    }

    @Override
    @Nullable
    Sourced contentType(ExecutableElement method) {
        List<Sourced> types = lines(method).stream()
                .filter(line -> isContentType(line) && !isTemplate(line))
                .toList();
        return types.isEmpty() ? null : types.get(types.size() - 1);
    }

    @Override
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        partial(service, List.of(), remarks);
        return remarks;
    }

    @Override
    List<Remark> remarks(ExecutableElement method) {
        List<Remark> remarks = new ArrayList<>();
        AnnotationMirror body = find(method, "Body");
        if (body != null) {
            remarks.add(new Remark(
                    true,
                    "@Body",
                    "bodies are written by a codec, not by a template",
                    "Remove it and take the body as a parameter: a type of your own, or the text as a String",
                    Annotations.text(method, body, "value").origin()));
        }
        List<String> bound = new ArrayList<>();
        for (Element parameter : method.getParameters()) {
            AnnotationMirror param = find(parameter, "Param");
            if (param != null) {
                bound.add(param(parameter, param, method, remarks));
            }
            AnnotationMirror map = find(parameter, "QueryMap");
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
        partial(method, bound, remarks);
        for (Sourced line : written(service)) {
            Matcher variable = VARIABLE.matcher(value(line));
            if (isWithOne(line) && variable.find() && !bound.contains(variable.group(1))) {
                remarks.add(unbound(variable.group(1), line, Origin.of(method)));
            }
        }
        return remarks;
    }

    /** A value with several variables, and one that no parameter fills. */
    private void partial(Element element, List<String> bound, List<Remark> remarks) {
        for (Sourced line : written(element)) {
            Matcher variable = VARIABLE.matcher(value(line));
            if (isWithOne(line) && variable.find()) {
                if (element != service && !bound.contains(variable.group(1))) {
                    remarks.add(unbound(variable.group(1), line, line.origin()));
                }
            } else if (isTemplate(line)) {
                remarks.add(new Remark(
                        true,
                        "\"" + line.text() + "\"",
                        "a header has one variable",
                        "Write \"" + field(line) + ": {value}\" and pass the whole value",
                        line.origin()));
            }
        }
    }

    private static Remark unbound(String variable, Sourced line, Origin where) {
        return new Remark(
                true,
                "{" + variable + "} in \"" + line.text() + "\"",
                "no parameter is its value",
                "Add a parameter @Param(\"" + variable + "\") String " + variable.toLowerCase(Locale.ROOT),
                where);
    }

    /** Gives its name. */
    private String param(Element parameter, AnnotationMirror param, ExecutableElement method, List<Remark> remarks) {
        encoded("@Param", parameter, param, remarks);
        Sourced name = name(parameter, param);
        if (places(name, method).size() > 1) {
            remarks.add(new Remark(
                    true,
                    "@Param(\"" + name.text() + "\")",
                    "a value goes to one place, and the templates have it in several",
                    "Take two parameters",
                    name.origin()));
        }
        boolean isMany = parameter.asType().getKind() == TypeKind.ARRAY
                || MANY.contains(ResultReader.nameOf(parameter.asType()))
                || maps.isMap(parameter.asType());
        if (isMany
                && places(name, method).stream()
                        .anyMatch(place -> !place.affix().isNone())) {
            remarks.add(new Remark(
                    true,
                    "@Param(\"" + name.text() + "\")",
                    "a value within a text is one value",
                    "Take a String",
                    name.origin()));
        }
        AnnotationValue expander = Annotations.value(param, "expander");
        if (expander != null && !expander.toString().contains("ToStringExpander")) {
            remarks.add(new Remark(
                    true,
                    "@Param(expander)",
                    "an expander needs Feign at run time",
                    "Pass the value as the text that is sent",
                    Origin.of(parameter).at(param, expander)));
        }
        return name.text();
    }

    private static void encoded(String annotation, Element parameter, AnnotationMirror mirror, List<Remark> remarks) {
        if (Annotations.isTrue(mirror, "encoded")) {
            remarks.add(Remarks.encoded(annotation + "(encoded = true)", parameter, mirror));
        }
    }
}
