package dev.failover.processor.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * An {@code @ErrorMapping}.
 *
 * @param status as it is written; stands there
 * @param exceptionAt where the exception is written
 * @param body what {@link Constructor#RESPONSE} wants to have read, else null
 */
public record ErrorModel(
        int status,
        Origin statusAt,
        TypeElement exception,
        Origin exceptionAt,
        Constructor constructor,
        @Nullable ResultModel body) {
    /** What the exception is made of. */
    public enum Constructor {
        NONE,
        RESPONSE,
        STATUS_EXCEPTION,
        TEXT_AND_CAUSE,
        TEXT
    }

    /** The method's own, and those of the interface for other statuses. */
    public static List<ErrorModel> effective(ServiceModel service, OperationModel operation) {
        if (operation.result().takesAnyStatus()) {
            return List.of();
        }
        Map<Integer, ErrorModel> byStatus = new LinkedHashMap<>();
        Stream.concat(service.errors().stream(), operation.errors().stream())
                .forEach(error -> byStatus.put(error.status(), error));
        return new ArrayList<>(byStatus.values());
    }

    /** Whether a method may throw it to a caller that waits. */
    public boolean isAllowedIn(OperationModel operation) {
        TypeElement at = exception;
        while (true) {
            String name = at.getQualifiedName().toString();
            if (name.equals("java.lang.RuntimeException") || declares(operation, name)) {
                return true;
            }
            TypeMirror parent = at.getSuperclass();
            if (!(parent instanceof DeclaredType declared)) {
                return false;
            }
            at = (TypeElement) declared.asElement();
        }
    }

    private static boolean declares(OperationModel operation, String name) {
        return operation.thrown().stream()
                .anyMatch(thrown -> thrown instanceof DeclaredType declared
                        && ((TypeElement) declared.asElement())
                                .getQualifiedName()
                                .contentEquals(name));
    }
}
