package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ResultModel.Fault;
import java.util.List;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** FS021, FS022 and FS024: something that can be made of an answer. */
final class ReturnRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        ResultModel result = operation.result();
        String declared = TypeNames.simple(result.declared());
        switch (result.fault()) {
            case UNSUPPORTED -> unsupported(operation, report);
            case RAW ->
                report.add(
                        Message.RAW_RETURN,
                        operation.origin(),
                        operation.name(),
                        declared,
                        declared.replaceAll("<.*", ""));
            case WILDCARD -> report.add(Message.WILDCARD_RETURN, operation.origin(), operation.name(), declared);
            // Of the method, which is reported as such; of the interface likewise.
            case TYPE_VARIABLE, NONE -> {}
        }
        if (operation.verb().isHead() && result.fault() == Fault.NONE && result.readsBody()) {
            report.add(Message.HEAD_WITH_BODY, operation.origin(), operation.name(), declared);
        }
    }

    private static void unsupported(OperationModel operation, Report report) {
        ResultModel result = operation.result();
        String wanted = innermost(result.declared());
        String outer = qualifiedOuter(result.declared());
        if (wanted.equals("Void")) {
            report.add(Message.UNSUPPORTED_VOID_RETURN, operation.origin(), operation.name(), outer, result.reason());
        } else {
            report.add(
                    Message.UNSUPPORTED_RETURN,
                    operation.origin(),
                    operation.name(),
                    outer,
                    result.reason(),
                    wanted,
                    wanted);
        }
    }

    /** What the user is after: {@code Order} of {@code Call<Order>}. */
    private static String innermost(TypeMirror type) {
        TypeMirror at = type;
        while (at instanceof DeclaredType declared
                && at.getKind() == TypeKind.DECLARED
                && declared.getTypeArguments().size() == 1
                && !isContainer(declared)) {
            at = declared.getTypeArguments().get(0);
        }
        String name = TypeNames.simple(at);
        return at == type || at.getKind() == TypeKind.WILDCARD ? "Order" : name;
    }

    private static boolean isContainer(DeclaredType type) {
        return List.of("java.util.List", "java.util.Set", "java.util.Collection")
                .contains(type.asElement().toString());
    }

    /** {@code retrofit2.Call<Order>}: the package says what is meant, where the simple name may not. */
    private static String qualifiedOuter(TypeMirror type) {
        String simple = TypeNames.simple(type);
        String outer =
                type instanceof DeclaredType declared ? declared.asElement().toString() : simple;
        int arguments = simple.indexOf('<');
        return arguments < 0 ? outer : outer + simple.substring(arguments);
    }
}
