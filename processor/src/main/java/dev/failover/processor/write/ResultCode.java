package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ResultModel.Payload;
import dev.failover.processor.model.ResultModel.Shape;
import java.util.Optional;
import javax.lang.model.type.DeclaredType;

/** The {@code Result} that makes of an answer what a method returns. */
final class ResultCode {
    private final TypeCode types;

    ResultCode(TypeCode types) {
        this.types = types;
    }

    /** Whether it is worth a field: the others are constants of the runtime. */
    static boolean isField(ResultModel result) {
        return result.shape() != Shape.PLAIN || result.usesCodec();
    }

    CodeBlock expression(ResultModel result, String codec) {
        CodeBlock payload = payload(result, codec);
        return switch (result.shape()) {
            case PLAIN -> payload;
            case OPTIONAL -> CodeBlock.of("$T.optional($L)", RuntimeTypes.RESULTS, payload);
            case RESPONSE -> CodeBlock.of("$T.response($L)", RuntimeTypes.RESULTS, payload);
        };
    }

    private CodeBlock payload(ResultModel result, String codec) {
        return switch (result.payload()) {
            case NOTHING -> CodeBlock.of("$T.nothing()", RuntimeTypes.RESULTS);
            case TEXT -> CodeBlock.of("$T.text()", RuntimeTypes.RESULTS);
            case BYTES -> CodeBlock.of("$T.bytes()", RuntimeTypes.RESULTS);
            case INPUT_STREAM -> CodeBlock.of("$T.inputStream()", RuntimeTypes.RESULTS);
            case HEADERS -> CodeBlock.of("$T.headers()", RuntimeTypes.RESULTS);
            case WHOLE_ANSWER -> CodeBlock.of("$T.raw()", RuntimeTypes.RESULTS);
            case DECODED ->
                CodeBlock.of("$T.decoded($L, $L)", RuntimeTypes.RESULTS, codec, types.of(result.payloadType()));
            case STREAM ->
                CodeBlock.of(
                        "$T.stream($L, $L)",
                        RuntimeTypes.RESULTS,
                        codec,
                        types.of(((DeclaredType) result.payloadType())
                                .getTypeArguments()
                                .get(0)));
        };
    }

    /** {@code Result<Optional<Order>>} */
    static TypeName type(ResultModel result) {
        return ParameterizedTypeName.get(RuntimeTypes.RESULT, valueType(result));
    }

    /** {@code Optional<Order>} */
    static TypeName valueType(ResultModel result) {
        TypeName payload = result.payload() == Payload.NOTHING
                ? TypeName.get(Void.class)
                : TypeName.get(result.payloadType()).box();
        return switch (result.shape()) {
            case PLAIN -> payload;
            case OPTIONAL -> ParameterizedTypeName.get(ClassName.get(Optional.class), payload);
            case RESPONSE -> ParameterizedTypeName.get(RuntimeTypes.RESPONSE, payload);
        };
    }
}
