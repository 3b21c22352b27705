package dev.failover.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.failover.processor.model.Inheritance;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** The head of a method that implements one of the interface. Stateless. */
final class Overrides {
    private Overrides() {}

    static MethodSpec.Builder of(OperationModel operation, ServiceModel service, Types types) {
        ExecutableElement method = operation.method();
        MethodSpec like = MethodSpec.overriding(method, Inheritance.declaring(method, service.type(), types), types)
                .build();
        // The same but for its exceptions, which a builder does not give away.
        MethodSpec.Builder builder = MethodSpec.methodBuilder(operation.name())
                .addAnnotations(like.annotations())
                .addModifiers(like.modifiers())
                .addTypeVariables(like.typeVariables())
                .returns(like.returnType())
                .addParameters(like.parameters())
                .varargs(like.varargs());
        operation.thrown().forEach(thrown -> builder.addException(TypeName.get(thrown)));
        if (method.getAnnotation(Deprecated.class) != null) {
            builder.addAnnotation(Deprecated.class);
        }
        if (method.isVarArgs() && TypeCode.isParameterized(last(method))) {
            // The interface has had its warning.
            builder.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", "$S", "unchecked")
                    .build());
        }
        return builder;
    }

    private static TypeMirror last(ExecutableElement method) {
        return method.getParameters().get(method.getParameters().size() - 1).asType();
    }
}
