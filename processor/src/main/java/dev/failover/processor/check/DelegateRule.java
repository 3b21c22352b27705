package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Sourced;
import java.util.List;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** FS021 and FS028 for a method that delegates carry out: it is over when it returns, and it has no header. */
final class DelegateRule implements OperationRule {
    /** Types, or packages with a dot at the end, that stand for work which goes on. */
    private static final List<String> LATE = List.of(
            "com.google.common.util.concurrent.ListenableFuture",
            "io.reactivex.",
            "io.smallrye.mutiny.",
            "java.util.concurrent.Flow.",
            "java.util.concurrent.Future",
            "java.util.concurrent.ScheduledFuture",
            "okhttp3.Call",
            "org.reactivestreams.",
            "reactor.core.publisher.",
            "retrofit2.Call",
            "rx.");

    @Override
    public void check(OperationModel operation, Report report) {
        TypeMirror declared = operation.result().declared();
        String name = TypeNames.qualified(declared);
        if (LATE.stream().anyMatch(late -> late.endsWith(".") ? name.startsWith(late) : name.equals(late))) {
            var arguments = ((DeclaredType) declared).getTypeArguments();
            report.add(
                    Message.LATE_RESULT,
                    operation.origin(),
                    operation.name(),
                    TypeNames.simple(declared),
                    arguments.isEmpty() ? "Order" : TypeNames.simple(arguments.get(0)));
        }
        Sourced idempotent = operation.idempotent();
        if (idempotent != null && !idempotent.text().isEmpty()) {
            report.add(Message.IDEMPOTENCY_KEY, idempotent.origin(), operation.name(), idempotent.text());
        }
    }
}
