package dev.failover.processor.check;

import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** FS044: statuses that are failures, and exceptions that can be made and thrown. */
final class ErrorRule implements Rule {
    private static final int FIRST = 300;
    private static final int LAST = 599;

    @Override
    public void check(ServiceModel service, Report report) {
        check(service.errors(), report);
        for (OperationModel operation : service.operations()) {
            check(operation.errors(), report);
            if (operation.result().takesAnyStatus()) {
                operation
                        .errors()
                        .forEach(error -> report.add(
                                Message.UNUSED_MAPPING,
                                error.exceptionAt(),
                                operation.name(),
                                TypeNames.simple(operation.result().declared()),
                                error.exception().getSimpleName()));
            } else if (!operation.result().isAsync()) {
                checkDeclared(service, operation, report);
            }
        }
    }

    private static void check(List<ErrorModel> errors, Report report) {
        Map<Integer, ErrorModel> byStatus = new HashMap<>();
        for (ErrorModel error : errors) {
            if (error.status() < FIRST || error.status() > LAST) {
                report.add(Message.BAD_STATUS, error.statusAt(), Integer.toString(error.status()));
            }
            ErrorModel earlier = byStatus.putIfAbsent(error.status(), error);
            if (earlier != null) {
                report.add(
                        Message.MAPPED_TWICE,
                        error.statusAt(),
                        Integer.toString(error.status()),
                        earlier.exception().getSimpleName(),
                        error.exception().getSimpleName());
            }
            if (error.constructor() == ErrorModel.Constructor.NONE) {
                report.add(
                        Message.NO_CONSTRUCTOR,
                        error.exceptionAt(),
                        error.exception().getSimpleName(),
                        Integer.toString(error.status()));
            }
        }
    }

    private static void checkDeclared(ServiceModel service, OperationModel operation, Report report) {
        for (ErrorModel error : ErrorModel.effective(service, operation)) {
            if (!error.isAllowedIn(operation)) {
                boolean isOwn = operation.errors().contains(error);
                report.add(
                        Message.UNDECLARED_EXCEPTION,
                        isOwn ? error.exceptionAt() : operation.origin(),
                        error.exception().getSimpleName(),
                        operation.name());
            }
        }
    }
}
