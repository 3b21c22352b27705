package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.PolicyModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * An annotation of MicroProfile Fault Tolerance, in any dialect. What it says, its defaults that make its meaning too, becomes
 * keys of our configuration; what has none is a remark. Used once.
 */
final class FaultTolerance {
    private static final String PACKAGE = "org.eclipse.microprofile.faulttolerance.";
    private static final String OURS = "dev.failover.annotations.";
    private static final Set<String> OF_SERVICE = Set.of("CircuitBreaker", "Bulkhead");
    private static final List<String> FOREIGN_EXCEPTIONS = List.of(
            "jakarta.ws.rs.", "javax.ws.rs.", "org.eclipse.microprofile.", "org.springframework.web.", "feign.");
    private static final Map<String, String> UNITS = Map.of(
            "NANOS", "ns", "MICROS", "us", "MILLIS", "ms", "SECONDS", "s", "MINUTES", "m", "HOURS", "h", "DAYS", "d");

    private final Element element;
    private final AnnotationMirror mirror;
    private final Elements elements;
    private final String name;
    private final Origin origin;
    private final List<PolicySetting> settings = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();

    FaultTolerance(Element element, AnnotationMirror mirror, Elements elements) {
        this.element = element;
        this.mirror = mirror;
        this.elements = elements;
        this.name = Annotations.nameOf(mirror).substring(PACKAGE.length());
        this.origin = Origin.of(element).at(mirror);
    }

    static boolean knows(String annotation) {
        return annotation.startsWith(PACKAGE) && annotation.indexOf('.', PACKAGE.length()) < 0;
    }

    /** Of {@code @Fallback(fallbackMethod = ...)}; null for anything else. */
    static @Nullable Sourced fallbackMethod(ExecutableElement method) {
        AnnotationMirror fallback = Annotations.find(method, PACKAGE + "Fallback");
        Sourced name = fallback == null ? null : Annotations.text(method, fallback, "fallbackMethod");
        return name == null || name.text().isEmpty() ? null : name;
    }

    void read(List<PolicyModel> policies, List<Remark> found) {
        boolean isOurs = Annotations.find(element, OURS + name) != null;
        boolean isOfService = OF_SERVICE.contains(name) && element.getKind() == ElementKind.METHOD;
        if (isOurs) {
            tell("", "has no effect beside ours of the same name", "Remove one of the two");
        } else if (isOfService) {
            tell("", "has no effect on a method, as calls of all methods share it here", "Move it to the interface");
        } else {
            translate();
        }
        if (!settings.isEmpty()) {
            policies.add(new PolicyModel("@" + name, origin, settings));
        }
        found.addAll(remarks);
    }

    private void translate() {
        switch (name) {
            case "Retry" -> retry();
            case "Timeout" -> set("timeout.attempt", "value", time(number("value", 1_000), "unit"));
            case "CircuitBreaker" -> circuitBreaker();
            case "Bulkhead" -> bulkhead();
            case "Fallback" -> fallback();
            case "Asynchronous" -> asynchronous();
            default -> tell("", "is unknown", "Remove it");
        }
    }

    /** Constant waits with an absolute jitter around them become waits of which a share is random. */
    private void retry() {
        long retries = number("maxRetries", 3);
        if (retries < 0) {
            tell("maxRetries", "retries without end, which 100 attempts are the most for", "Write a number up to 99");
        }
        set("retry.max-attempts", "maxRetries", Long.toString(retries < 0 ? 100 : retries + 1));
        long delay = nanos("delay", 0, "delayUnit");
        long jitter = nanos("jitter", 0, "jitterDelayUnit");
        if (delay > 0 || jitter > 0) {
            String base =
                    delay > 0 ? time(number("delay", 0), "delayUnit") : time(number("jitter", 0), "jitterDelayUnit");
            set("retry.base-delay", delay > 0 ? "delay" : "jitter", base);
            set("retry.multiplier", "delay", "1");
            if (Annotations.value(mirror, "jitter") != null) {
                set("retry.jitter", "jitter", delay == 0 ? "1" : share(Math.min(1, (double) jitter / delay)));
            }
        }
        if (Annotations.value(mirror, "maxDuration") != null) {
            set("deadline", "maxDuration", time(number("maxDuration", 0), "durationUnit"));
        }
        classes("retry.on", "retryOn");
        classes("retry.abort-on", "abortOn");
        untranslatable(
                "retryOn",
                "broken connections, time-outs and the statuses 502, 503 and 504 are retried all the same",
                "Name in abortOn what must not be, or use dev.failover.annotations.Retry in its place");
        neverThrown("retryOn");
        neverThrown("abortOn");
    }

    private void circuitBreaker() {
        String volume = Long.toString(number("requestVolumeThreshold", 20));
        set("breaker.window", "requestVolumeThreshold", volume);
        set("breaker.minimum-calls", "requestVolumeThreshold", volume);
        AnnotationValue ratio = Annotations.value(mirror, "failureRatio");
        double failures = ratio != null && ratio.getValue() instanceof Double written ? written : 0.5;
        set("breaker.failure-threshold", "failureRatio", share(100 * failures) + "%");
        set("breaker.recovery-time", "delay", time(number("delay", 5_000), "delayUnit"));
        set("breaker.probe-successes", "successThreshold", Long.toString(number("successThreshold", 1)));
        classes("breaker.ignore", "skipOn");
        neverThrown("skipOn");
        untranslatable("failOn", "any failure that is not skipped counts here", "Name in skipOn what is to be ignored");
    }

    /** Without threads of its own, a bulkhead has no waiting line. */
    private void bulkhead() {
        set("pool.max-per-service", "value", Long.toString(number("value", 10)));
        if (Annotations.find(element, PACKAGE + "Asynchronous") == null) {
            set("pool.acquire-timeout", "value", "0");
            untranslatable("waitingTaskQueue", "nobody waits without @Asynchronous", "Remove it");
        } else {
            set("pool.max-waiting", "waitingTaskQueue", Long.toString(number("waitingTaskQueue", 10)));
        }
    }

    private void fallback() {
        String remedy = "Write a default method and name it in fallbackMethod";
        boolean namesNothing = Annotations.value(mirror, "value") == null
                && Annotations.text(element, mirror, "fallbackMethod").text().isEmpty();
        if (namesNothing) {
            tell("", "it names nothing to call, and has no effect", remedy);
        }
        untranslatable("value", "a FallbackHandler needs MicroProfile at run time", remedy);
        untranslatable("applyOn", "a fallback is for any failure here", "Throw it again in the fallback method");
        untranslatable("skipOn", "a fallback is for any failure here", "Throw it again in the fallback method");
        if (element.getKind() != ElementKind.METHOD) {
            tell("", "has no effect on an interface", "Use dev.failover.annotations.Fallback there");
        }
    }

    private void asynchronous() {
        boolean isBlocking = element instanceof ExecutableElement method
                && !ResultReader.nameOf(method.getReturnType()).startsWith("java.util.concurrent.Completion")
                && !ResultReader.nameOf(method.getReturnType()).equals("java.util.concurrent.CompletableFuture");
        if (isBlocking) {
            tell("", "has no effect on a method that waits", "Return a CompletionStage, or remove it");
        }
    }

    private void set(String key, String attribute, String text) {
        AnnotationValue value = Annotations.value(mirror, attribute);
        settings.add(new PolicySetting(
                key, "@" + name + "(" + attribute + ")", new Sourced(text, origin.at(mirror, value))));
    }

    /** None in the source is none here: the lists of both mean something when they are left out. */
    private void classes(String key, String attribute) {
        AnnotationValue value = Annotations.value(mirror, attribute);
        if (value != null && !Annotations.isUnknown(value)) {
            String text = PolicyReader.text(value, elements);
            set(key, attribute, text.isEmpty() ? "none" : text);
        }
    }

    /** Exceptions that other clients make of an answer. */
    private void neverThrown(String attribute) {
        AnnotationValue classes = Annotations.value(mirror, attribute);
        List<?> items = classes != null && classes.getValue() instanceof List<?> list ? list : List.of();
        for (Object item : items) {
            AnnotationValue value = (AnnotationValue) item;
            String thrown = value.getValue().toString();
            if (FOREIGN_EXCEPTIONS.stream().anyMatch(thrown::startsWith)) {
                remarks.add(new Remark(
                        false,
                        "@" + PACKAGE + name + "(" + attribute + ")",
                        thrown + " is never thrown by a generated client",
                        "Remove it; statuses are named in dev.failover.annotations.Retry(onStatus = ...)",
                        origin.at(mirror, value)));
            }
        }
    }

    private void untranslatable(String attribute, String why, String remedy) {
        if (Annotations.value(mirror, attribute) != null) {
            tell(attribute, why, remedy);
        }
    }

    private void tell(String attribute, String why, String remedy) {
        String what = "@" + PACKAGE + name + (attribute.isEmpty() ? "" : "(" + attribute + ")");
        remarks.add(new Remark(false, what, why, remedy, origin.at(mirror, Annotations.value(mirror, attribute))));
    }

    private long number(String attribute, long otherwise) {
        AnnotationValue value = Annotations.value(mirror, attribute);
        return value != null && value.getValue() instanceof Number number ? number.longValue() : otherwise;
    }

    private String time(long count, String unit) {
        String name = Annotations.constant(mirror, unit, "MILLIS");
        String known = UNITS.get(name);
        return known == null ? count + " " + name : count + known;
    }

    private long nanos(String attribute, long otherwise, String unit) {
        String name = Annotations.constant(mirror, unit, "MILLIS");
        return UNITS.containsKey(name)
                ? ChronoUnit.valueOf(name).getDuration().toNanos() * number(attribute, otherwise)
                : number(attribute, otherwise);
    }

    /** At most four digits behind the point, none if they say nothing. */
    private static String share(double share) {
        return BigDecimal.valueOf(share)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
