package dev.failover.processor.read;

import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ResultModel.Completion;
import dev.failover.processor.model.ResultModel.Fault;
import dev.failover.processor.model.ResultModel.Payload;
import dev.failover.processor.model.ResultModel.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Takes a return type apart. Stateless. */
final class ResultReader {
    private static final String OPTIONAL = "java.util.Optional";
    private static final String RESPONSE = "dev.failover.stub.Response";
    private static final Map<String, Completion> COMPLETIONS = Map.of(
            "java.util.concurrent.CompletionStage", Completion.STAGE,
            "java.util.concurrent.CompletableFuture", Completion.FUTURE);
    private static final Map<String, Payload> PAYLOADS = Map.of(
            "java.lang.Void", Payload.NOTHING,
            "java.lang.String", Payload.TEXT,
            "java.io.InputStream", Payload.INPUT_STREAM,
            "java.util.stream.Stream", Payload.STREAM,
            "dev.failover.http.Headers", Payload.HEADERS,
            "dev.failover.http.Response", Payload.WHOLE_ANSWER);

    /** Types, or packages with a dot at the end, that look like a result and are none that a codec could read. */
    private static final Map<String, String> UNSUPPORTED = unsupported();

    private static Map<String, String> unsupported() {
        String reactive = "which needs a reactive library at run time";
        String late = "which would read the body after the call has ended";
        String foreign = "which belongs to another client";
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("retrofit2.", "which needs Retrofit at run time");
        reasons.put("reactor.core.publisher.", reactive);
        reasons.put("io.reactivex.", reactive);
        reasons.put("rx.", reactive);
        reasons.put("org.reactivestreams.", reactive);
        reasons.put("io.smallrye.mutiny.", reactive);
        reasons.put("java.util.concurrent.Flow", "which has no subscription to hand out");
        reasons.put("java.util.concurrent.Future", "which cannot say when it is done");
        reasons.put("java.util.OptionalInt", "which only Optional<Integer> can stand for");
        reasons.put("java.util.OptionalLong", "which only Optional<Long> can stand for");
        reasons.put("java.util.OptionalDouble", "which only Optional<Double> can stand for");
        reasons.put("java.util.stream.IntStream", "which only Stream<Integer> can stand for");
        reasons.put("java.util.stream.LongStream", "which only Stream<Long> can stand for");
        reasons.put("java.util.stream.DoubleStream", "which only Stream<Double> can stand for");
        reasons.put("java.util.stream.", late);
        reasons.put("java.util.Iterator", late);
        reasons.put("java.io.", late);
        reasons.put("java.nio.channels.", late);
        reasons.put("java.net.http.", foreign);
        reasons.put("okhttp3.", foreign);
        reasons.put("feign.", foreign);
        reasons.put("org.springframework.http.", "which needs Spring at run time");
        reasons.put("jakarta.ws.rs.", foreign);
        reasons.put("javax.ws.rs.", foreign);
        return reasons;
    }

    private ResultReader() {}

    static ResultModel read(TypeMirror declared) {
        Completion completion = COMPLETIONS.getOrDefault(nameOf(declared), Completion.BLOCKING);
        TypeMirror completed = completion == Completion.BLOCKING ? declared : argument(declared);
        if (completed == null) {
            return faulty(declared, Fault.RAW, "");
        }
        Shape shape = shape(nameOf(completed));
        TypeMirror payload = shape == Shape.PLAIN ? completed : argument(completed);
        if (payload == null) {
            return faulty(declared, Fault.RAW, "");
        }
        String reason = shape == Shape.PLAIN && completion == Completion.BLOCKING ? "" : nested(payload);
        Payload kind = payload(payload);
        if (reason.isEmpty() && kind == Payload.DECODED) {
            reason = unsupported(payload);
        }
        if (shape == Shape.OPTIONAL && kind == Payload.NOTHING) {
            reason = "which would always be empty";
        }
        if (!reason.isEmpty()) {
            return faulty(declared, Fault.UNSUPPORTED, reason);
        }
        Fault fault = kind == Payload.DECODED || kind == Payload.STREAM ? fault(payload) : Fault.NONE;
        return new ResultModel(declared, completion, shape, kind, payload, fault, "");
    }

    private static ResultModel faulty(TypeMirror declared, Fault fault, String reason) {
        return new ResultModel(declared, Completion.BLOCKING, Shape.PLAIN, Payload.NOTHING, declared, fault, reason);
    }

    private static Shape shape(String name) {
        return name.equals(OPTIONAL) ? Shape.OPTIONAL : name.equals(RESPONSE) ? Shape.RESPONSE : Shape.PLAIN;
    }

    private static Payload payload(TypeMirror type) {
        if (type.getKind() == TypeKind.VOID) {
            return Payload.NOTHING;
        }
        if (type instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.BYTE) {
            return Payload.BYTES;
        }
        return PAYLOADS.getOrDefault(nameOf(type), Payload.DECODED);
    }

    private static String nested(TypeMirror payload) {
        String name = nameOf(payload);
        return COMPLETIONS.containsKey(name) || shape(name) != Shape.PLAIN ? "which wraps twice" : "";
    }

    private static String unsupported(TypeMirror type) {
        String name = nameOf(type);
        for (Map.Entry<String, String> entry : UNSUPPORTED.entrySet()) {
            String known = entry.getKey();
            if (known.endsWith(".") ? name.startsWith(known) : name.equals(known) || name.startsWith(known + ".")) {
                return entry.getValue();
            }
        }
        return "";
    }

    /** What keeps a codec from knowing the type in full. */
    private static Fault fault(TypeMirror type) {
        return switch (type.getKind()) {
            case TYPEVAR -> Fault.TYPE_VARIABLE;
            case WILDCARD -> Fault.WILDCARD;
            case ARRAY -> fault(((ArrayType) type).getComponentType());
            case DECLARED -> fault((DeclaredType) type);
            default -> Fault.NONE;
        };
    }

    private static Fault fault(DeclaredType type) {
        int parameters = ((TypeElement) type.asElement()).getTypeParameters().size();
        if (type.getTypeArguments().size() < parameters) {
            return Fault.RAW;
        }
        return type.getTypeArguments().stream()
                .map(ResultReader::fault)
                .filter(fault -> fault != Fault.NONE)
                .findFirst()
                .orElse(Fault.NONE);
    }

    private static @Nullable TypeMirror argument(TypeMirror type) {
        var arguments = ((DeclaredType) type).getTypeArguments();
        return arguments.isEmpty() ? null : arguments.get(0);
    }

    static String nameOf(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .toString()
                : "";
    }
}
