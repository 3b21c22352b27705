package dev.failover.processor.write;

import dev.failover.processor.model.ErrorModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;

/** The types that a client hands to its codec: of results, of bodies, and of the bodies of failures. Stateless. */
final class CodedTypes {
    private CodedTypes() {}

    static List<TypeMirror> of(ServiceModel service) {
        return service.isDecorator()
                ? List.of()
                : service.operations().stream()
                        .flatMap(operation -> of(service, operation))
                        .toList();
    }

    private static Stream<TypeMirror> of(ServiceModel service, OperationModel operation) {
        Stream<ResultModel> results = Stream.concat(
                Stream.of(operation.result()),
                ErrorModel.effective(service, operation).stream().flatMap(error -> Stream.ofNullable(error.body())));
        return Stream.concat(
                RequestCode.coded(operation),
                results.filter(ResultModel::usesCodec).map(ResultModel::payloadType));
    }
}
