package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** {@code @FeignClient} on an interface, or on one that it extends: where the service is, and what only Spring can do. */
final class SpringClient {
    private static final String ANNOTATION = "org.springframework.cloud.openfeign.FeignClient";
    private static final Map<String, String> REMEDIES = Map.of(
            "configuration", "Use @Headers, @Timeout and the configuration of the service",
            "fallback", "Use dev.failover.annotations.Fallback",
            "fallbackFactory", "Use dev.failover.annotations.Fallback with a method that takes a Throwable",
            "dismiss404", "Return Optional, which is empty for 404");

    private final TypeElement service;
    private final @Nullable Annotated annotation;

    SpringClient(TypeElement service) {
        this.service = service;
        this.annotation = Annotations.inHierarchy(service, type -> {
            AnnotationMirror mirror = Annotations.find(type, ANNOTATION);
            return mirror == null ? null : new Annotated(type, mirror);
        });
    }

    Sourced name() {
        Sourced name = text("name");
        return name.text().isEmpty() ? text("value") : name;
    }

    Sourced path() {
        return text("path");
    }

    /** Without a scheme it is plain HTTP; empty for none, or for one that only Spring knows. */
    List<Sourced> endpoints() {
        Sourced written = text("url");
        String url = Paths.withDefault(written.text());
        return url.isEmpty() || url.contains("${")
                ? List.of()
                : List.of(new Sourced(url.contains("://") ? url : "http://" + url, written.origin()));
    }

    private Sourced text(String attribute) {
        return annotation == null ? new Sourced("", Origin.of(service)) : annotation.text(attribute);
    }

    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (annotation == null) {
            return remarks;
        }
        for (var entry : annotation.mirror().getElementValues().entrySet()) {
            String attribute = entry.getKey().getSimpleName().toString();
            String remedy = REMEDIES.get(attribute);
            if (remedy != null) {
                remarks.add(new Remark(
                        false,
                        "@FeignClient(" + attribute + ")",
                        "it needs Spring at run time, and has no effect",
                        remedy,
                        Origin.of(annotation.element()).at(annotation.mirror(), entry.getValue())));
            }
        }
        Sourced url = text("url");
        if (url.text().contains("${")) {
            remarks.add(ofSpring("@FeignClient(url)", url));
        }
        return remarks;
    }

    /** Of a base URL from Spring's own configuration. */
    static Remark ofSpring(String what, Sourced url) {
        String otherwise = Paths.withDefault(url.text());
        return new Remark(
                false,
                what,
                "properties in a base URL are Spring's"
                        + (otherwise.contains("${") ? "" : ", and the default " + otherwise + " is taken"),
                "Write endpoints = ... in the section of the service in config.ini",
                url.origin());
    }
}
