package dev.failover.processor.check;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.PartModel;
import dev.failover.processor.model.VerbModel;
import java.util.List;

/** FS025, FS026, FS019, and FS028, FS031 and FS032 of parts: a body is made in one way, of parameters that go into it, where there may be one. */
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
        if (encodings.size() > 1) {
            report.add(
                    Message.TWO_ENCODINGS,
                    encodings.get(1).origin(),
                    operation.name(),
                    encodings.get(0).kind().annotation(),
                    encodings.get(1).kind().annotation());
        }
        for (EncodingModel.Kind kind : EncodingModel.Kind.values()) {
            boolean isToldAlready = encodings.size() > 1 || (!encodings.isEmpty() && verb.forbidsBody());
            if (!isToldAlready && !operation.isEncodedAs(kind)) {
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
        for (ParameterModel parameter : operation.bound(Binding.PART)) {
            checkName(parameter, report);
            checkPart(parameter, report);
        }
    }

    private static void checkPart(ParameterModel parameter, Report report) {
        PartModel part = parameter.part();
        if (part == null) {
            return;
        }
        String fileName = part.fileName().text();
        if (fileName.chars().anyMatch(Character::isISOControl)) {
            report.add(Message.BAD_FILE_NAME, part.fileName().origin(), HeaderSyntax.visible(fileName));
        }
        if (!part.contentType().text().isEmpty()) {
            MediaTypes.check(part.contentType().text(), part.contentType().origin(), report);
        }
        if (part.isCoded() && parameter.shape() == Shape.MAP) {
            report.add(Message.PARTS_OF_MAP, parameter.origin(), parameter.name(), TypeNames.simple(parameter.type()));
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
