package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.failover.processor.model.FallbackModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** The last argument of a call: what the method gives when it has failed. Used for one class. */
final class FallbackCode {
    private final ServiceModel service;
    private final Names names;
    /** By the name of the class. */
    private final Map<String, String> fields = new HashMap<>();

    FallbackCode(ServiceModel service, Names names) {
        this.service = service;
        this.names = names;
    }

    /** {@code , failure -> cached(id, failure)}; empty when there is none. */
    CodeBlock argument(OperationModel operation, TypeSpec.Builder stub) {
        FallbackModel fallback = FallbackModel.effective(service, operation);
        if (fallback == null) {
            return CodeBlock.of("");
        }
        CodeBlock.Builder arguments = CodeBlock.builder();
        String separator = "";
        for (VariableElement parameter : operation.method().getParameters()) {
            arguments.add("$L$L", separator, parameter.getSimpleName());
            separator = ", ";
        }
        if (fallback.takesFailure()) {
            arguments.add("$L$L", separator, names.failure());
        }
        CodeBlock call = CodeBlock.of("$L($L)", target(fallback, operation, stub), arguments.build());
        return operation.method().getReturnType().getKind() == TypeKind.VOID
                ? CodeBlock.of(", $L -> {$>\n$L;\nreturn null;$<\n}", names.failure(), call)
                : CodeBlock.of(", $L -> $L", names.failure(), call);
    }

    /** For the documentation of the method; empty when there is none. */
    String text(OperationModel operation) {
        FallbackModel fallback = FallbackModel.effective(service, operation);
        if (fallback == null) {
            return "";
        }
        TypeElement type = fallback.type();
        return "When it fails, {@code " + (type == null ? fallback.text().text() : type.getSimpleName())
                + "} is asked.\n";
    }

    private CodeBlock target(FallbackModel fallback, OperationModel operation, TypeSpec.Builder stub) {
        TypeElement type = fallback.type();
        if (type != null) {
            return CodeBlock.of("$L.$L", field(type, stub), operation.name());
        }
        ExecutableElement method = Objects.requireNonNull(fallback.method());
        return method.getModifiers().contains(Modifier.STATIC)
                ? CodeBlock.of("$T.$L", ClassName.get(OperationModel.declaringType(method)), method.getSimpleName())
                : CodeBlock.of("$L", method.getSimpleName());
    }

    private String field(TypeElement type, TypeSpec.Builder stub) {
        return fields.computeIfAbsent(type.getQualifiedName().toString(), unused -> {
            String field = names.field("fallback");
            stub.addField(FieldSpec.builder(
                            TypeName.get(service.type().asType()), field, Modifier.PRIVATE, Modifier.FINAL)
                    .initializer(type.getTypeParameters().isEmpty() ? "new $T()" : "new $T<>()", ClassName.get(type))
                    .build());
            return field;
        });
    }
}
