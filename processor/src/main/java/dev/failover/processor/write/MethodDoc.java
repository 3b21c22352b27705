package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Types;

/** The documentation of a generated method: which one it is, whether it may be repeated, its policies, its fallback. */
final class MethodDoc {
    private final ServiceModel service;
    private final Types types;
    private final FallbackCode fallbackCode;

    MethodDoc(ServiceModel service, Types types, FallbackCode fallbackCode) {
        this.service = service;
        this.types = types;
        this.fallbackCode = fallbackCode;
    }

    /**
     * The text of one method.
     *
     * @param what stands before the link to the interface's method
     * @param done what a call cannot be taken back from, such as {@code sent}
     */
    CodeBlock of(OperationModel operation, CodeBlock what, String done) {
        CodeBlock.Builder doc = CodeBlock.builder()
                .add(what)
                .add("{@link $T#$L(", ClassName.get(operation.declaredIn()), operation.name());
        String separator = "";
        for (VariableElement parameter : operation.method().getParameters()) {
            doc.add("$L$T", separator, types.erasure(parameter.asType()));
            separator = ", ";
        }
        doc.add(")}; $L.\n", operation.mayBeRepeated() ? "may be repeated" : "never repeated once it was " + done);
        List<PolicySetting> policies = operation.policies().ofCalls(service.policies());
        if (!policies.isEmpty()) {
            doc.add(
                    "Its policies, unless the service is configured otherwise: {@code $L}.\n",
                    PolicyCode.text(policies));
        }
        return doc.add("$L", fallbackCode.text(operation)).build();
    }
}
