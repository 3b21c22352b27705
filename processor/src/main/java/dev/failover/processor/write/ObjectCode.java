package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Shape;
import java.util.ArrayList;
import java.util.List;

/** The calls that add an object to the query: {@code .query("filter[name]", filter == null ? null : filter.name())}. Stateless. */
final class ObjectCode {
    private ObjectCode() {}

    static List<CodeBlock> of(String name, ParameterModel parameter) {
        List<CodeBlock> calls = new ArrayList<>();
        add(name, parameter, "", calls);
        return calls;
    }

    /** @param absent a condition under which there is no such value, because what holds it is null; empty for none */
    private static void add(String name, ParameterModel parameter, String absent, List<CodeBlock> calls) {
        if (parameter.isMap()) {
            calls.add(CodeBlock.of(".queryObject($S, $L)", name, value(parameter, absent)));
            return;
        }
        if (parameter.members().isEmpty()) {
            calls.add(RequestCode.query(parameter, CodeBlock.of("$S, $L", name, value(parameter, absent))));
            return;
        }
        String missing = absent.isEmpty() && parameter.isRequired() ? "" : missing(parameter);
        String condition = absent.isEmpty() ? missing : absent + " || " + missing;
        for (ParameterModel member : parameter.members()) {
            add(name + "[" + member.wireName().text() + "]", member, condition, calls);
        }
    }

    private static String missing(ParameterModel object) {
        String isNull = object.access() + " == null";
        return object.shape() == Shape.OPTIONAL ? isNull + " || !" + object.access() + ".isPresent()" : isNull;
    }

    private static CodeBlock value(ParameterModel parameter, String absent) {
        CodeBlock value = ValueCode.of(parameter);
        return absent.isEmpty() ? value : CodeBlock.of("$L ? null : $L", absent, value);
    }
}
