package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Types;

/** One method of the interface: its constants, its field, its body. */
final class OperationWriter {
    /** Methods that are constants of {@code HttpMethod}. */
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "POST", "PATCH", "QUERY");

    private final ServiceModel service;
    private final Names names;
    private final Types types;
    private final PropertyCode properties;
    private final RequestCode requests;
    private final ResultCode resultCode;
    private final ErrorCode errorCode;
    private final FallbackCode fallbackCode;
    private final MethodDoc doc;

    OperationWriter(ServiceModel service, Names names, Types types, PropertyCode properties) {
        this.service = service;
        this.names = names;
        this.types = types;
        TypeCode typeCode = new TypeCode(types);
        this.properties = properties;
        this.requests = new RequestCode(names, typeCode, properties);
        this.resultCode = new ResultCode(typeCode);
        this.errorCode = new ErrorCode(resultCode);
        this.fallbackCode = new FallbackCode(service, names);
        this.doc = new MethodDoc(service, types, fallbackCode);
    }

    /** Adds it to the class and its constructor. */
    void write(OperationModel operation, TypeSpec.Builder stub, MethodSpec.Builder constructor) {
        String constant = operation(operation, stub, constructor);
        stub.addMethod(Overrides.of(operation, service, types)
                .addJavadoc(doc.of(operation, request(operation), "sent"))
                .addCode(requests.of(operation, constant, asksForType(operation), stub))
                .addCode(call(
                        operation,
                        constant,
                        result(operation, stub, constructor),
                        fallbackCode.argument(operation, stub)))
                .build());
    }

    /** A constant, or a field where its headers depend on the configuration. */
    private String operation(OperationModel operation, TypeSpec.Builder stub, MethodSpec.Builder constructor) {
        List<PolicySetting> policies = operation.policies().ofCalls(service.policies());
        boolean isConstant = HeaderLine.effective(service.headers(), operation.headers()).stream()
                .noneMatch(line -> line.text().hasProperties());
        CodeBlock.Builder start = operationStart(operation);
        if (isConstant) {
            return constant(
                    operation, start.add("$L", rest(operation, policies)).build(), stub);
        }
        if (!policies.isEmpty()) {
            // What is made of policies is remembered with the service: there must not be more with each client.
            String base = constant(operation, start.add("$L", rest(policies)).build(), stub);
            start = CodeBlock.builder().add("$L", base);
        }
        String field = names.field(operation.name() + "Operation");
        stub.addField(RuntimeTypes.OPERATION, field, Modifier.PRIVATE, Modifier.FINAL);
        constructor.addStatement(
                "$L = $L", field, start.add("$L", rest(operation, List.of())).build());
        return field;
    }

    private String constant(OperationModel operation, CodeBlock value, TypeSpec.Builder stub) {
        String constant = names.constant(operation.name());
        stub.addField(
                FieldSpec.builder(RuntimeTypes.OPERATION, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer(value)
                        .build());
        return constant;
    }

    private CodeBlock.Builder operationStart(OperationModel operation) {
        String method = operation.verb().method().text();
        CodeBlock.Builder code = CodeBlock.builder()
                .add("$T.of($S, ", RuntimeTypes.OPERATION, service.type().getSimpleName() + "." + operation.name());
        if (KNOWN_METHODS.contains(method)) {
            code.add("$T.$L", RuntimeTypes.HTTP_METHOD, method);
        } else {
            code.add("$T.of($S)", RuntimeTypes.HTTP_METHOD, method);
        }
        return code.add(", $S)", operation.template().text());
    }

    private CodeBlock rest(OperationModel operation, List<PolicySetting> policies) {
        CodeBlock.Builder code = CodeBlock.builder().add("$>$>");
        for (HeaderLine line : HeaderLine.effective(service.headers(), operation.headers())) {
            code.add("\n.header($S, $L)", line.name(), properties.text(line.text()));
        }
        if (operation.idempotent() != null) {
            code.add("\n.idempotent()");
        }
        return code.add("$<$<").add("$L", rest(policies)).build();
    }

    private static CodeBlock rest(List<PolicySetting> policies) {
        return policies.isEmpty() ? CodeBlock.of("") : CodeBlock.of("$>$>\n.policies($L)$<$<", PolicyCode.of(policies));
    }

    private static CodeBlock request(OperationModel operation) {
        return CodeBlock.of(
                "{@code $L $L} for ",
                operation.verb().method().text(),
                // The only sequence that a comment cannot hold.
                operation.template().text().replace("*/", "*&#47;"));
    }

    /** Whether the request says what the codec reads: unless the user says it. */
    private boolean asksForType(OperationModel operation) {
        return operation.result().usesCodec()
                && HeaderLine.effective(service.headers(), operation.headers()).stream()
                        .noneMatch(line -> line.name().equalsIgnoreCase("Accept"));
    }

    /** Whether the class needs a codec for it at all. */
    boolean usesCodec(OperationModel operation) {
        return operation.result().usesCodec()
                || RequestCode.usesCodec(operation)
                || ErrorCode.usesCodec(ErrorModel.effective(service, operation));
    }

    /** Whether its method, not only the constructor, names the codec. */
    boolean usesCodecLater(OperationModel operation) {
        return asksForType(operation) || RequestCode.usesCodec(operation);
    }

    private CodeBlock result(OperationModel operation, TypeSpec.Builder stub, MethodSpec.Builder constructor) {
        CodeBlock expression = resultCode.expression(operation.result(), names.codec());
        List<ErrorModel> errors = ErrorModel.effective(service, operation);
        if (!errors.isEmpty()) {
            expression = errorCode.in(expression, errors, names.codec());
        } else if (!ResultCode.isField(operation.result())) {
            return expression;
        }
        String field = names.field(operation.name() + "Result");
        stub.addField(ResultCode.type(operation.result()), field, Modifier.PRIVATE, Modifier.FINAL);
        constructor.addStatement("$L = $L", field, expression);
        return CodeBlock.of("$L", field);
    }

    private static CodeBlock at(OperationModel operation) {
        return operation.bound(Binding.ENDPOINT).stream()
                .map(endpoint -> CodeBlock.of(".at($L)", ValueCode.of(endpoint)))
                .collect(CodeBlock.joining(""));
    }

    private CodeBlock call(OperationModel operation, String constant, CodeBlock result, CodeBlock fallback) {
        ResultModel model = operation.result();
        String keyword = model.declared().getKind() == TypeKind.VOID ? "" : "return ";
        return CodeBlock.builder()
                .addStatement(
                        "$L$L$L.$L($L, $L, $L$L)",
                        keyword,
                        names.client(),
                        at(operation),
                        model.isAsync() ? "callAsync" : "call",
                        constant,
                        names.request(),
                        result,
                        fallback)
                .build();
    }
}
