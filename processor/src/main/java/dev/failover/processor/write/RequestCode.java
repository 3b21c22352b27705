package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import dev.failover.processor.model.BeanModel;
import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.PartModel;
import dev.failover.processor.model.Property;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate.Part;
import dev.failover.processor.model.UrlTemplate.QueryVariable;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The statement that makes a request of the parameters. */
final class RequestCode {
    private static final Set<String> PLAIN_BODIES =
            Set.of("java.lang.String", "byte[]", "java.io.InputStream", "java.io.File", "java.nio.file.Path");

    private final Names names;
    private final TypeCode types;
    private final PropertyCode properties;

    RequestCode(Names names, TypeCode types, PropertyCode properties) {
        this.names = names;
        this.types = types;
        this.properties = properties;
    }

    CodeBlock of(OperationModel operation, String constant, boolean asksForType, TypeSpec.Builder stub) {
        List<CodeBlock> calls = new ArrayList<>();
        addQuery(operation, calls);
        for (ParameterModel header : operation.bound(Binding.HEADER)) {
            calls.add(CodeBlock.of(".header($L)", arguments(header.wireName().text(), header)));
        }
        addCookies(operation, calls);
        if (operation.isEncodedAs(EncodingModel.Kind.FORM)) {
            calls.add(CodeBlock.of(".form($L)", writer(RuntimeTypes.FORM, operation.bound(Binding.FIELD))));
        }
        if (operation.isEncodedAs(EncodingModel.Kind.MULTIPART)) {
            calls.add(CodeBlock.of(".multipart($L)", multipart(operation, stub)));
        }
        for (ParameterModel body : operation.bound(Binding.BODY)) {
            calls.add(body(operation, body, stub));
        }
        if (asksForType) {
            calls.add(CodeBlock.of(".accept($L)", names.codec()));
        }
        Sourced key = operation.idempotent();
        if (key != null && !key.text().isEmpty()) {
            calls.add(CodeBlock.of(".idempotencyKey($S)", key.text()));
        }
        if (operation.result().isStreamed()) {
            calls.add(CodeBlock.of(".streamAnswer()"));
        }
        calls.add(CodeBlock.of(".build()"));
        CodeBlock.Builder code = CodeBlock.builder();
        for (BeanModel bean : operation.beans()) {
            code.addStatement("$T.requireBean($S, $L)", RuntimeTypes.VALUES, bean.name(), bean.access());
        }
        code.add("$[$T $L = $L.request($L)", RuntimeTypes.REQUEST, names.request(), constant, path(operation));
        String separator = calls.size() == 1 ? "" : "\n";
        calls.forEach(call -> code.add(separator).add(call));
        return code.add(";\n$]").build();
    }

    private CodeBlock path(OperationModel operation) {
        List<CodeBlock> parts = new ArrayList<>();
        for (Part part : operation.template().path()) {
            Property property = part.property();
            if (property != null) {
                parts.add(properties.segment(property));
                continue;
            }
            parts.add(
                    part.isVariable()
                            ? operation.bound(Binding.PATH).stream()
                                    .filter(p -> p.wireName().text().equals(part.text()))
                                    .map(p -> CodeBlock.of(
                                            "$T.of($S, $L)", RuntimeTypes.SEGMENTS, p.name(), ValueCode.orDefault(p)))
                                    .findFirst()
                                    .orElseThrow()
                            : CodeBlock.of("$S", part.text()));
        }
        return CodeBlock.join(parts, " + ");
    }

    /** In the order of the template, then in that of the parameters. */
    private static void addQuery(OperationModel operation, List<CodeBlock> calls) {
        List<ParameterModel> parameters = operation.bound(Binding.QUERY);
        for (QueryVariable variable : operation.template().query()) {
            parameters.stream()
                    .filter(p -> p.wireName().text().equals(variable.variable()))
                    .forEach(p -> addQuery(variable.key(), p, calls));
        }
        for (ParameterModel parameter : parameters) {
            if (!operation.template().hasInQuery(parameter.wireName().text())) {
                addQuery(parameter.wireName().text(), parameter, calls);
            }
        }
    }

    private static void addQuery(String name, ParameterModel parameter, List<CodeBlock> calls) {
        if (parameter.style() == Style.DEEP_OBJECT) {
            calls.addAll(ObjectCode.of(name, parameter));
        } else {
            calls.add(query(parameter, arguments(name, parameter)));
        }
    }

    /** @param arguments the name, unless it is a map, and the value */
    static CodeBlock query(ParameterModel parameter, CodeBlock arguments) {
        return parameter.style() == Style.REPEAT || parameter.shape().isOne()
                ? CodeBlock.of(".query($L)", arguments)
                : CodeBlock.of(".query($L, $T.$L)", arguments, RuntimeTypes.SEPARATOR, parameter.style());
    }

    /** A map brings its own names. */
    private static CodeBlock arguments(String name, ParameterModel parameter) {
        CodeBlock value = ValueCode.within(parameter);
        return parameter.isMap() ? value : CodeBlock.of("$S, $L", name, value);
    }

    private static void addCookies(OperationModel operation, List<CodeBlock> calls) {
        List<ParameterModel> cookies = operation.bound(Binding.COOKIE);
        if (!cookies.isEmpty()) {
            calls.add(CodeBlock.of(".cookies($L)", writer(RuntimeTypes.COOKIES, cookies)));
        }
    }

    /** {@code new CookieWriter().add("a", a).add("b", b)} */
    private static CodeBlock writer(ClassName type, List<ParameterModel> parameters) {
        CodeBlock.Builder code = CodeBlock.builder().add("new $T()$>$>", type);
        for (ParameterModel parameter : parameters) {
            String separator = parameters.size() == 1 ? "" : "\n";
            code.add(separator).add(".add($L)", arguments(parameter.wireName().text(), parameter));
        }
        return code.add("$<$<").build();
    }

    private CodeBlock body(OperationModel operation, ParameterModel body, TypeSpec.Builder stub) {
        if (!isCoded(body)) {
            return CodeBlock.of(".body($S, $L)", body.name(), body.access());
        }
        CodeBlock type = type(body.type(), operation.name() + "Body", stub);
        return CodeBlock.of(".body($S, $L, $L, $L)", body.name(), body.access(), type, names.codec());
    }

    /** What a codec needs to know; a constant if a class literal would not do. */
    private CodeBlock type(TypeMirror type, String name, TypeSpec.Builder stub) {
        if (!TypeCode.isParameterized(type)) {
            return types.of(type);
        }
        String constant = names.constant(name);
        stub.addField(FieldSpec.builder(Type.class, constant, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(types.of(type))
                .build());
        return CodeBlock.of("$L", constant);
    }

    /** {@code new MultipartWriter().part("a", a).part("image", image, "a.png", "image/png")} */
    private CodeBlock multipart(OperationModel operation, TypeSpec.Builder stub) {
        CodeBlock.Builder code = CodeBlock.builder().add("new $T()$>$>", RuntimeTypes.MULTIPART);
        for (ParameterModel parameter : operation.bound(Binding.PART)) {
            PartModel part = Objects.requireNonNull(parameter.part());
            if (part.isCoded()) {
                code.add("\n.part($L", codedPart(operation, parameter, stub));
            } else {
                code.add("\n.part($L", arguments(parameter.wireName().text(), parameter));
            }
            boolean isUsual = part.fileName().text().isEmpty()
                    && part.contentType().text().isEmpty();
            if (!isUsual) {
                code.add(", $S, $S", part.fileName().text(), part.contentType().text());
            }
            code.add(")");
        }
        return code.add("$<$<").build();
    }

    /** Name, value, type, codec. */
    private CodeBlock codedPart(OperationModel operation, ParameterModel parameter, TypeSpec.Builder stub) {
        boolean isOptional = parameter.shape() == Shape.OPTIONAL;
        TypeMirror written = isOptional
                ? ((DeclaredType) parameter.type()).getTypeArguments().get(0)
                : parameter.type();
        CodeBlock value = ValueCode.of(parameter);
        return CodeBlock.of(
                "$S, $L, $L, $L",
                parameter.wireName().text(),
                isOptional ? CodeBlock.of("$T.orNull($L)", RuntimeTypes.VALUES, value) : value,
                type(written, operation.name() + "Part", stub),
                names.codec());
    }

    /** Whether the codec has to write what is sent. */
    static boolean usesCodec(OperationModel operation) {
        return coded(operation).findAny().isPresent();
    }

    /** The types of what the codec has to write. */
    static Stream<TypeMirror> coded(OperationModel operation) {
        Stream<ParameterModel> parts = operation.bound(Binding.PART).stream().filter(parameter -> {
            PartModel part = parameter.part();
            return part != null && part.isCoded();
        });
        return Stream.concat(operation.bound(Binding.BODY).stream().filter(RequestCode::isCoded), parts)
                .map(ParameterModel::type);
    }

    /** Text, bytes, files and streams go as they are. */
    private static boolean isCoded(ParameterModel body) {
        return !PLAIN_BODIES.contains(body.type().toString());
    }
}
