package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Finds out which dialect an interface speaks: that of the first annotation that one knows, else ours.
 *
 * @param mix the first method of each, if there are several
 */
record Dialects(Dialect spoken, List<Sourced> mix) {
    static Dialects of(TypeElement service, List<ExecutableElement> methods, Elements elements, Types types) {
        List<Dialect> all = List.of(
                new OwnDialect(service),
                new JaxRsDialect(service, elements),
                new SpringDialect(service, elements, types),
                new FeignDialect(service, elements, types),
                new RetrofitDialect(service));
        Map<Dialect, Sourced> found = new LinkedHashMap<>();
        for (ExecutableElement method : methods) {
            Stream.concat(Stream.<Element>of(method), method.getParameters().stream())
                    .forEach(element -> element.getAnnotationMirrors()
                            .forEach(mirror -> all.stream()
                                    .filter(dialect -> dialect.knows(mirror))
                                    .forEach(dialect ->
                                            found.putIfAbsent(dialect, where(dialect, method, element, mirror)))));
        }
        Dialect spoken =
                found.isEmpty() ? all.get(0) : found.keySet().iterator().next();
        return new Dialects(spoken, found.size() < 2 ? List.of() : new ArrayList<>(found.values()));
    }

    private static Sourced where(Dialect dialect, ExecutableElement method, Element element, AnnotationMirror mirror) {
        return new Sourced(
                dialect.vocabulary().name() + " (" + method.getSimpleName() + ")",
                Origin.of(element).at(mirror));
    }
}
