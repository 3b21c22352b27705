package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.ResultModel;
import java.util.List;
import java.util.Objects;

/** Wraps a {@code Result} so that it throws the exceptions of the interface. */
final class ErrorCode {
    private final ResultCode results;

    ErrorCode(ResultCode results) {
        this.results = results;
    }

    /** Whether an exception is made of what a codec reads. */
    static boolean usesCodec(List<ErrorModel> errors) {
        return errors.stream().map(ErrorModel::body).anyMatch(body -> body != null && body.usesCodec());
    }

    CodeBlock in(CodeBlock result, List<ErrorModel> errors, String codec) {
        CodeBlock.Builder code = CodeBlock.builder().add("$T.none()$>$>", RuntimeTypes.ERROR_MAPPINGS);
        for (ErrorModel error : errors) {
            ClassName exception = ClassName.get(error.exception());
            switch (error.constructor()) {
                case RESPONSE -> {
                    ResultModel body = Objects.requireNonNull(error.body());
                    code.add(
                            "\n.<$T>of($L, $L, answer -> new $T(answer))",
                            ResultCode.valueType(body),
                            error.status(),
                            results.expression(body, codec),
                            exception);
                }
                case STATUS_EXCEPTION -> code.add("\n.of($L, failure -> new $T(failure))", error.status(), exception);
                case TEXT_AND_CAUSE ->
                    code.add("\n.of($L, failure -> new $T(failure.getMessage(), failure))", error.status(), exception);
                case TEXT -> code.add("\n.of($L, failure -> new $T(failure.getMessage()))", error.status(), exception);
                case NONE -> throw new IllegalStateException("no constructor of " + exception);
            }
        }
        return code.add("\n.in($L)$<$<", result).build();
    }
}
