package dev.failover.processor.check;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.VerbModel;
import java.util.List;

/** FS025, FS026 and FS019: a body is made in one way, of parameters that go into it, where there may be one. */
final class EncodingRule implements OperationRule {
    @Override
    public void check(OperationModel operation, Report report) {
        List<EncodingModel> encodings = operation.encodings();
        VerbModel verb = operation.verb();
        for (EncodingModel encoding : encodings) {
            String annotation = encoding.kind().annotation();
            if (verb.forbidsBody()) {
                report.add(Message.ENCODING_FORBIDDEN, encoding.origin(), annotation, operation.name(), verb.text());
            }
        }
        for (EncodingModel.Kind kind : EncodingModel.Kind.values()) {
            if (encodings.isEmpty()) {
                checkNothingIsEncoded(kind, operation, report);
            }
        }
        if (!encodings.isEmpty() && !verb.forbidsBody()) {
            for (ParameterModel body : operation.bound(Binding.BODY)) {
                report.add(
                        Message.ENCODED_BODY,
                        body.origin(),
                        operation.name(),
                        encodings.get(0).kind().annotation(),
                        body.name());
            }
        }
        for (ParameterModel field : operation.bound(Binding.FIELD)) {
            checkName(field, report);
        }
    }

    private static void checkNothingIsEncoded(EncodingModel.Kind kind, OperationModel operation, Report report) {
        for (ParameterModel parameter : operation.bound(kind.binding())) {
            report.add(
                    Message.NOT_ENCODED,
                    parameter.origin(),
                    parameter.bindings().get(0),
                    parameter.name(),
                    kind.annotation(),
                    operation.name());
        }
    }

    private static void checkName(ParameterModel parameter, Report report) {
        String name = parameter.wireName().text();
        if (name.chars().anyMatch(Character::isISOControl)) {
            report.add(Message.BAD_FIELD_NAME, parameter.origin(), HeaderSyntax.visible(name));
        }
    }
}
