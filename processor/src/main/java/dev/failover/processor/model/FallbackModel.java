package dev.failover.processor.model;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Fallback}.
 *
 * @param text the name of the method, or of the class
 * @param method the one that is called; null for a class, or after a mistake
 * @param takesFailure whether it wants the exception as well
 * @param type the class that is called; null for a method
 * @param detail for some faults: what there is instead
 */
public record FallbackModel(
        Sourced text,
        @Nullable ExecutableElement method,
        boolean takesFailure,
        @Nullable TypeElement type,
        Fault fault,
        String detail) {
    /** Why it cannot be called. */
    public enum Fault {
        NONE,
        NOT_ONE_TARGET,
        NO_SUCH_METHOD,
        NO_BODY,
        OTHER_PARAMETERS,
        OTHER_RESULT,
        NOT_OF_THE_INTERFACE,
        CANNOT_BE_MADE
    }

    /** The method's own, or that of the interface; null for none. */
    public static @Nullable FallbackModel effective(ServiceModel service, OperationModel operation) {
        List<FallbackModel> own = operation.fallbacks();
        List<FallbackModel> all = own.isEmpty() ? service.fallbacks() : own;
        return all.isEmpty() ? null : all.get(0);
    }
}
