package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** One method that delegates carry out: its constant, its field, its body. Used for one class. */
final class DelegateMethodWriter {
    private static final Set<String> STAGES =
            Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

    private final ServiceModel service;
    private final Names names;
    private final Types types;
    private final FallbackCode fallbackCode;
    private final MethodDoc doc;

    DelegateMethodWriter(ServiceModel service, Names names, Types types) {
        this.service = service;
        this.names = names;
        this.types = types;
        this.fallbackCode = new FallbackCode(service, names);
        this.doc = new MethodDoc(service, types, fallbackCode);
    }

    /** Adds it to the class and its constructor. */
    void write(OperationModel operation, TypeSpec.Builder decorator, MethodSpec.Builder constructor) {
        String constant = constant(operation, decorator);
        MethodSpec.Builder method = Overrides.of(operation, service, types);
        if (service.closesDelegates(operation)) {
            method.addJavadoc("Closes all delegates, once, and never again.\n")
                    .addStatement("$L.close($L)", names.delegates(), constant);
        } else {
            String field = names.field(operation.name());
            decorator.addField(RuntimeTypes.DELEGATE_CALL, field, Modifier.PRIVATE, Modifier.FINAL);
            constructor.addStatement("$L = $L.of($L)", field, names.delegates(), constant);
            method.addJavadoc(doc.of(operation, CodeBlock.of(""), "begun")).addCode(body(operation, field, decorator));
        }
        decorator.addMethod(method.build());
    }

    private String constant(OperationModel operation, TypeSpec.Builder decorator) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.of($S)",
                        RuntimeTypes.DELEGATE_OPERATION,
                        service.type().getSimpleName() + "." + operation.name());
        code.add("$>$>");
        if (operation.idempotent() != null && !service.closesDelegates(operation)) {
            code.add("\n.idempotent()");
        }
        CodeBlock declared = declared(operation);
        if (!declared.isEmpty()) {
            code.add("\n.declares($L)", declared);
        }
        List<PolicySetting> policies = operation.policies().ofCalls(service.policies());
        if (!policies.isEmpty() && !service.closesDelegates(operation)) {
            code.add("\n.policies($L)", PolicyCode.of(policies));
        }
        String constant = names.constant(operation.name());
        decorator.addField(FieldSpec.builder(
                        RuntimeTypes.DELEGATE_OPERATION, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(code.add("$<$<").build())
                .build());
        return constant;
    }

    /** {@code IOException.class, Declined.class} */
    private CodeBlock declared(OperationModel operation) {
        return operation.thrown().stream()
                .map(thrown -> CodeBlock.of("$T.class", types.erasure(thrown)))
                .collect(CodeBlock.joining(", "));
    }

    private CodeBlock body(OperationModel operation, String field, TypeSpec.Builder decorator) {
        TypeMirror result = operation.method().getReturnType();
        CodeBlock.Builder arguments = CodeBlock.builder();
        String separator = "";
        for (VariableElement parameter : operation.method().getParameters()) {
            arguments.add("$L$L", separator, parameter.getSimpleName());
            separator = ", ";
        }
        CodeBlock delegate = CodeBlock.of(
                "$L.at($L).$L($L)", names.delegates(), names.endpoint(), operation.name(), arguments.build());
        CodeBlock fallback = fallbackCode.argument(operation, decorator);
        if (result.getKind() == TypeKind.VOID) {
            return CodeBlock.of(
                    "$L.call($L -> {$>\n$L;\nreturn null;$<\n}$L);\n", field, names.endpoint(), delegate, fallback);
        }
        return CodeBlock.of(
                "return $L.$L($L -> $L$L);\n",
                field,
                STAGES.contains(types.erasure(result).toString()) ? "callAsync" : "call",
                names.endpoint(),
                delegate,
                fallback);
    }
}
