package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.PoliciesModel;
import dev.failover.processor.model.PolicyModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;

/** Reads annotations that set policies: their attributes are keys of the configuration in the spelling of Java. */
final class PolicyReader {
    private static final String PACKAGE = "dev.failover.annotations.";

    /** Simple name to the beginning of its keys. */
    private static final Map<String, String> PREFIXES = Map.of(
            "Retry", "retry.",
            "CircuitBreaker", "breaker.",
            "Timeout", "timeout.",
            "RateLimit", "limiter.",
            "Pool", "pool.",
            "Cached", "cache.",
            "Hedge", "hedge.");

    /** Attributes that are not spelled like their key. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "timeout.deadline", "deadline",
            // Object has a method of the name that it should have.
            "limiter.max-wait", "limiter.wait",
            "retry.budget-ratio", "retry.budget.ratio",
            "retry.budget-floor", "retry.budget.floor",
            "retry.budget-window", "retry.budget.window");

    /** Packages whose annotations say something like ours to somebody else. */
    private static final Set<String> FOREIGN = Set.of(
            "io.github.resilience4j.bulkhead.annotation",
            "io.github.resilience4j.circuitbreaker.annotation",
            "io.github.resilience4j.ratelimiter.annotation",
            "io.github.resilience4j.retry.annotation",
            "io.github.resilience4j.timelimiter.annotation",
            "io.micronaut.retry.annotation",
            "org.springframework.resilience.annotation",
            "org.springframework.retry.annotation");

    private final Elements elements;

    PolicyReader(Elements elements) {
        this.elements = elements;
    }

    PoliciesModel read(Element typeOrMethod) {
        List<PolicyModel> policies = new ArrayList<>();
        List<Sourced> foreign = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        for (AnnotationMirror mirror : typeOrMethod.getAnnotationMirrors()) {
            String name = Annotations.nameOf(mirror);
            Origin origin = Origin.of(typeOrMethod).at(mirror);
            String prefix = name.startsWith(PACKAGE) ? PREFIXES.get(name.substring(PACKAGE.length())) : null;
            if (prefix != null) {
                String annotation = "@" + name.substring(PACKAGE.length());
                List<PolicySetting> settings = settings(annotation, prefix, mirror, origin);
                policies.add(new PolicyModel(
                        annotation, origin, annotation.equals("@Cached") ? enabled(settings, origin) : settings));
            } else if (FaultTolerance.knows(name)) {
                new FaultTolerance(typeOrMethod, mirror, elements).read(policies, remarks);
            } else if (FOREIGN.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                foreign.add(new Sourced(name, origin));
            }
        }
        AnnotationMirror suppress = Annotations.find(typeOrMethod, "java.lang.SuppressWarnings");
        List<String> suppressed = suppress == null
                ? List.of()
                : Annotations.texts(typeOrMethod, suppress, "value").stream()
                        .map(Sourced::text)
                        .toList();
        return new PoliciesModel(policies, foreign, remarks, suppressed);
    }

    private List<PolicySetting> settings(String annotation, String prefix, AnnotationMirror mirror, Origin origin) {
        List<PolicySetting> settings = new ArrayList<>();
        for (var entry : mirror.getElementValues().entrySet()) {
            String attribute = entry.getKey().getSimpleName().toString();
            AnnotationValue value = entry.getValue();
            if (Annotations.isUnknown(value)) {
                continue;
            }
            settings.add(new PolicySetting(
                    key(prefix, attribute),
                    annotation + "(" + attribute + ")",
                    new Sourced(text(value), origin.at(mirror, value))));
        }
        return settings;
    }

    /** The annotation itself says so, unless one of its attributes does. */
    private static List<PolicySetting> enabled(List<PolicySetting> settings, Origin origin) {
        String key = "cache.enabled";
        List<PolicySetting> all = new ArrayList<>();
        if (settings.stream().noneMatch(setting -> setting.key().equals(key))) {
            all.add(new PolicySetting(key, "@Cached", new Sourced("true", origin)));
        }
        all.addAll(settings);
        return all;
    }

    private static String key(String prefix, String attribute) {
        String regular = prefix + attribute.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return IRREGULAR.getOrDefault(regular, regular);
    }

    private String text(AnnotationValue value) {
        return text(value, elements);
    }

    /** Classes by the names that they have at run time. */
    static String text(AnnotationValue value, Elements elements) {
        if (value.getValue() instanceof List<?> items) {
            return items.stream()
                    .map(item -> text((AnnotationValue) item, elements))
                    .collect(Collectors.joining(", "));
        }
        if (value.getValue() instanceof DeclaredType type) {
            return elements.getBinaryName((TypeElement) type.asElement()).toString();
        }
        return value.getValue().toString();
    }
}
