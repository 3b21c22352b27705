package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.failover.processor.model.PolicySetting;
import java.util.List;
import java.util.stream.Collectors;

/** Policies as generated code and its documentation have them. Stateless. */
final class PolicyCode {
    private PolicyCode() {}

    /** {@code Policies.of("retry.max-attempts", "5").and("deadline", "2s")}; not for an empty list. */
    static CodeBlock of(List<PolicySetting> settings) {
        CodeBlock.Builder code = CodeBlock.builder().add("$T", RuntimeTypes.POLICIES);
        String method = ".of";
        for (PolicySetting setting : settings) {
            code.add("$L($S, $S)", method, setting.key(), setting.value().text());
            method = "\n.and";
        }
        return CodeBlock.of("$>$>$L$<$<", code.build());
    }

    /** {@code retry.max-attempts=5, deadline=2s} */
    static String text(List<PolicySetting> settings) {
        return settings.stream()
                .map(setting -> setting.key() + "=" + setting.value().text())
                .collect(Collectors.joining(", "));
    }
}
