package dev.failover.processor.read;

import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.Sourced;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** A line of {@code @Headers}, whose value may be a template. */
record FeignHeader(Sourced line) {
    private static final String ANNOTATION = "feign.Headers";
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

    /** Of the interface, or of the nearest that it extends and that has some. */
    static List<FeignHeader> ofType(TypeElement service) {
        List<FeignHeader> found =
                Annotations.inHierarchy(service, type -> Annotations.find(type, ANNOTATION) == null ? null : on(type));
        return found == null ? List.of() : found;
    }

    static List<FeignHeader> on(Element element) {
        AnnotationMirror mirror = Annotations.find(element, ANNOTATION);
        return mirror == null
                ? List.of()
                : Annotations.texts(element, mirror, "value").stream()
                        .map(FeignHeader::new)
                        .toList();
    }

    String field() {
        int colon = line.text().indexOf(':');
        return colon < 0 ? "" : line.text().substring(0, colon).strip();
    }

    String value() {
        return line.text().substring(line.text().indexOf(':') + 1).strip();
    }

    boolean isTemplate() {
        return VARIABLE.matcher(value()).find();
    }

    boolean isContentType() {
        return field().equalsIgnoreCase("Content-Type");
    }

    /** The name of the only variable; null if there is none, or several. */
    @Nullable
    String variable() {
        Matcher matcher = VARIABLE.matcher(value());
        String name = matcher.find() ? matcher.group(1) : null;
        return matcher.find() ? null : name;
    }

    /** What stands around the only variable. */
    Affix affix() {
        String value = value();
        return new Affix(value.substring(0, value.indexOf('{')), value.substring(value.indexOf('}') + 1));
    }
}
