package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Types;

/** The decorator: {@code PaymentGatewayFailover} of {@code PaymentGateway}. */
final class DecoratorWriter {
    private final SourceFile source;
    private final Types types;

    DecoratorWriter(SourceFile source, Types types) {
        this.source = source;
        this.types = types;
    }

    /** @param service has no mistake */
    JavaFile write(ServiceModel service) {
        Names names = new Names(service);
        TypeName type = TypeName.get(service.type().asType());
        ClassName raw = ClassName.get(service.type());
        TypeName delegates = ParameterizedTypeName.get(RuntimeTypes.DELEGATES, type);
        TypeSpec.Builder decorator = source.newImplementation(service)
                .addJavadoc("""
                        Has delegates do what {@link $T} describes, as the service {@code $L}. Thread-safe as far as they are;
                        keep it.
                        """, raw, service.name().text());
        List<PolicySetting> policies = service.policies().ofService();
        if (!policies.isEmpty()) {
            decorator.addJavadoc(
                    "Policies of the service, unless it is configured otherwise: {@code $L}.\n",
                    PolicyCode.text(policies));
        }
        DelegateMethodWriter methods = new DelegateMethodWriter(service, names, types);
        decorator.addField(delegates, names.delegates(), Modifier.PRIVATE, Modifier.FINAL);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(delegates, names.delegates())
                .addStatement("this.$L = $L", names.delegates(), names.delegates());
        decorator.addMethod(builder(service, true)
                .addJavadoc("""
                        Begins a decorator. {@code build()} makes it, of the delegates that are named before, in their order.
                        """)
                .addStatement("return $L", newBuilder(service, policies))
                .build());
        service.operations().forEach(operation -> methods.write(operation, decorator, constructor));
        decorator.addMethod(constructor.build());
        decorator.addMethod(MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $S + $L", service.type().getSimpleName() + " of service ", names.delegates())
                .build());
        return source.file(service, decorator.build());
    }

    private static CodeBlock newBuilder(ServiceModel service, List<PolicySetting> policies) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.of(manager, $S, ",
                        RuntimeTypes.DELEGATES_BUILDER,
                        service.name().text());
        if (!policies.isEmpty()) {
            code.add("$L, $S, ", PolicyCode.of(policies), service.type().getSimpleName());
        }
        return code.add("$T::new)", ClassName.bestGuess(service.generatedName()))
                .build();
    }

    /**
     * The head of the method that begins a decorator.
     *
     * @param allowsClass whether there can be one at all; else it promises anything
     */
    MethodSpec.Builder builder(ServiceModel service, boolean allowsClass) {
        MethodSpec.Builder of = MethodSpec.methodBuilder("of")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(RuntimeTypes.MANAGER, "manager");
        TypeName type = TypeVariableName.get("T");
        if (allowsClass) {
            type = TypeName.get(service.type().asType());
            service.type()
                    .getTypeParameters()
                    .forEach(parameter -> of.addTypeVariable(TypeVariableName.get(parameter)));
        } else {
            of.addTypeVariable((TypeVariableName) type);
        }
        return of.returns(ParameterizedTypeName.get(RuntimeTypes.DELEGATES_BUILDER, type));
    }
}
