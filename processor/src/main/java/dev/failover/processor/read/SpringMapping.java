package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * {@code @HttpExchange}, {@code @RequestMapping}, or an annotation that is made of one.
 *
 * @param mirror as it is written
 * @param meta the annotation of Spring's that it is, or that its type is annotated with
 */
record SpringMapping(Element element, AnnotationMirror mirror, AnnotationMirror meta) {
    private static final String EXCHANGE = "org.springframework.web.service.annotation.HttpExchange";
    private static final String MAPPING = "org.springframework.web.bind.annotation.RequestMapping";
    private static final Map<String, String> VERBS = Map.ofEntries(
            verb("web.service.annotation.GetExchange", "GET"),
            verb("web.service.annotation.PostExchange", "POST"),
            verb("web.service.annotation.PutExchange", "PUT"),
            verb("web.service.annotation.PatchExchange", "PATCH"),
            verb("web.service.annotation.DeleteExchange", "DELETE"),
            verb("web.bind.annotation.GetMapping", "GET"),
            verb("web.bind.annotation.PostMapping", "POST"),
            verb("web.bind.annotation.PutMapping", "PUT"),
            verb("web.bind.annotation.PatchMapping", "PATCH"),
            verb("web.bind.annotation.DeleteMapping", "DELETE"));

    private static Map.Entry<String, String> verb(String name, String verb) {
        return Map.entry("org.springframework." + name, verb);
    }

    static @Nullable SpringMapping on(Element element) {
        List<SpringMapping> all = all(element);
        return all.isEmpty() ? null : all.get(0);
    }

    static List<SpringMapping> all(Element element) {
        List<SpringMapping> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            AnnotationMirror meta = of(mirror);
            if (meta != null) {
                found.add(new SpringMapping(element, mirror, meta));
            }
        }
        return found;
    }

    /** Spring's annotation that this one is, or is made of directly; or null. */
    static @Nullable AnnotationMirror of(AnnotationMirror mirror) {
        if (isSprings(mirror)) {
            return mirror;
        }
        return mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                .filter(SpringMapping::isSprings)
                .findFirst()
                .orElse(null);
    }

    private static boolean isSprings(AnnotationMirror mirror) {
        String name = Annotations.nameOf(mirror);
        return name.equals(EXCHANGE) || name.equals(MAPPING) || VERBS.containsKey(name);
    }

    boolean isOfMvc() {
        return Annotations.nameOf(meta).startsWith("org.springframework.web.bind.");
    }

    /** Either of two that mean the same; empty, at the annotation, for none. */
    static Sourced alias(Element element, AnnotationMirror mirror, String one, String other) {
        Sourced text = first(element, mirror, one);
        return text.text().isEmpty() ? first(element, mirror, other) : text;
    }

    /** A text, or the first of several. */
    private static Sourced first(Element element, AnnotationMirror mirror, String attribute) {
        AnnotationValue value = Annotations.value(mirror, attribute);
        if (value != null && value.getValue() instanceof List<?>) {
            List<Sourced> texts = Annotations.texts(element, mirror, attribute);
            return texts.isEmpty() ? new Sourced("", Origin.of(element).at(mirror)) : texts.get(0);
        }
        return Annotations.text(element, mirror, attribute);
    }

    /** Of the annotation itself, else of the one that it is made of, where it stands at the former. */
    private List<Sourced> texts(String attribute) {
        List<Sourced> own = textsOf(mirror, attribute);
        if (!own.isEmpty() || mirror.equals(meta)) {
            return own;
        }
        return textsOf(meta, attribute).stream()
                .map(text -> new Sourced(text.text(), origin()))
                .toList();
    }

    private List<Sourced> textsOf(AnnotationMirror of, String attribute) {
        AnnotationValue value = Annotations.value(of, attribute);
        return value == null
                ? List.of()
                : value.getValue() instanceof List<?>
                        ? Annotations.texts(element, of, attribute)
                        : List.of(Annotations.text(element, of, attribute));
    }

    private Origin origin() {
        return Origin.of(element).at(mirror);
    }

    /** The first, with the default in place of a property that is a URL; empty for none. */
    Sourced path() {
        Sourced path = writtenPath();
        return new Sourced(isUrl(path) ? Paths.withDefault(path.text()) : path.text(), path.origin());
    }

    private Sourced writtenPath() {
        String other = isOfMvc() ? "path" : "url";
        List<Sourced> paths = texts("value").isEmpty() ? texts(other) : texts("value");
        return paths.isEmpty() ? new Sourced("", origin()) : paths.get(0);
    }

    private static boolean isUrl(Sourced path) {
        return path.text().startsWith("${")
                && !Paths.host(Paths.withDefault(path.text())).isEmpty();
    }

    VerbModel verb(Element method, @Nullable SpringMapping ofType, String prefix) {
        Sourced path = path();
        String plain = Paths.withProperties(isOfMvc() ? Paths.withoutPatterns(path.text()) : path.text());
        Sourced verb = httpMethod();
        if (verb.text().isEmpty() && ofType != null) {
            verb = new Sourced(ofType.httpMethod().text(), verb.origin());
        }
        return new VerbModel(
                "@" + mirror.getAnnotationType().asElement().getSimpleName(),
                verb.text().isEmpty() && isOfMvc() ? new Sourced("GET", verb.origin()) : verb,
                true,
                new Sourced(Paths.join(prefix, plain), path.origin()));
    }

    /** Of a mapping for several methods, a client sends the first; for none, OpenFeign sends GET. */
    private Sourced httpMethod() {
        String known = VERBS.get(Annotations.nameOf(meta));
        if (known != null) {
            return new Sourced(known, origin());
        }
        AnnotationMirror at = Annotations.value(mirror, "method") == null ? meta : mirror;
        AnnotationValue value = Annotations.value(at, "method");
        Object content = value != null && value.getValue() instanceof List<?> items && !items.isEmpty()
                ? ((AnnotationValue) items.get(0)).getValue()
                : value == null ? "" : value.getValue();
        String text = content instanceof VariableElement constant
                ? constant.getSimpleName().toString()
                : content.toString();
        return new Sourced(
                text.startsWith("[") ? "" : text.toUpperCase(Locale.ROOT),
                at.equals(mirror) ? Origin.of(element).at(mirror, value) : origin());
    }

    /** {@code accept} or {@code produces}, and the lines of {@code headers}. */
    List<Sourced> headers() {
        List<Sourced> lines = new ArrayList<>();
        List<Sourced> accept = texts(isOfMvc() ? "produces" : "accept");
        if (!accept.isEmpty()) {
            lines.add(new Sourced(
                    "Accept: " + SpringDialect.joined(accept), accept.get(0).origin()));
        }
        for (Sourced header : texts("headers")) {
            int equals = header.text().indexOf('=');
            boolean isLine = equals > 0 && header.text().charAt(equals - 1) != '!';
            if (isLine) {
                lines.add(new Sourced(
                        header.text().substring(0, equals).strip() + ": "
                                + Paths.withProperties(
                                        header.text().substring(equals + 1).strip()),
                        header.origin()));
            } else if (!isOfMvc()) {
                // No line of a header, which a rule tells.
                lines.add(header);
            }
        }
        return lines;
    }

    @Nullable
    Sourced contentType() {
        return MediaTypeChoice.contentType(texts(isOfMvc() ? "consumes" : "contentType"));
    }

    /** What is for a server, which chooses by it. */
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (isUrl(writtenPath())) {
            String name = "@" + mirror.getAnnotationType().asElement().getSimpleName();
            remarks.add(SpringClient.ofSpring(name, writtenPath()));
        }
        for (String attribute : List.of("value", "path", "consumes")) {
            List<Sourced> several = isOfMvc() ? texts(attribute) : List.of();
            if (several.size() > 1) {
                Sourced sent = attribute.equals("consumes") ? MediaTypeChoice.of(several) : several.get(0);
                String why = "a request has one, so " + sent.text() + " is sent";
                tell(attribute, why, "Write that one", several.get(1), remarks);
            }
        }
        if (isOfMvc()) {
            for (Sourced param : texts("params")) {
                tell("params", "what a server chooses by is not sent", "Use @RequestParam", param, remarks);
            }
            for (Sourced header : texts("headers")) {
                int equals = header.text().indexOf('=');
                if (equals <= 0 || header.text().charAt(equals - 1) == '!') {
                    tell("headers", "what a server chooses by is not sent", "Write \"Name=value\"", header, remarks);
                }
            }
        }
        AnnotationValue version = Annotations.value(mirror, "version");
        if (version != null && !version.getValue().equals("")) {
            tell(
                    "version",
                    "where it goes, Spring's configuration says",
                    "Put it into the path or a header",
                    Annotations.text(element, mirror, "version"),
                    remarks);
        }
        return remarks;
    }

    private void tell(String attribute, String why, String remedy, Sourced at, List<Remark> remarks) {
        String what = "@" + mirror.getAnnotationType().asElement().getSimpleName() + "(" + attribute + ")";
        remarks.add(new Remark(false, what, why, remedy, at.origin()));
    }
}
