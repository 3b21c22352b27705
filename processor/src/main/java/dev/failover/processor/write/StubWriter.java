package dev.failover.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.PolicySetting;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;
import java.util.List;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The client: {@code OrderApiFailover} of {@code OrderApi}. */
public final class StubWriter {
    private final SourceFile source;
    private final Types types;
    private final DecoratorWriter decorators;

    public StubWriter(Elements elements, Types types, SourceVersion version) {
        this.source = new SourceFile(elements, version);
        this.types = types;
        this.decorators = new DecoratorWriter(source, types);
    }

    /** @param service has no mistake */
    public JavaFile write(ServiceModel service) {
        if (service.isDecorator()) {
            return decorators.write(service);
        }
        Names names = new Names(service);
        TypeName type = TypeName.get(service.type().asType());
        TypeSpec.Builder stub = source.newImplementation(service)
                .addJavadoc(
                        "Calls the service {@code $L} as {@link $T} describes it. Thread-safe; keep it.\n",
                        service.name().text(),
                        type);
        List<PolicySetting> policies = service.policies().ofService();
        if (!policies.isEmpty()) {
            stub.addJavadoc(
                    "Policies of the service, unless it is registered or configured otherwise: {@code $L}.\n",
                    PolicyCode.text(policies));
        }
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(RuntimeTypes.CLIENT, names.client())
                .addStatement("this.$L = $L", names.client(), names.client());
        stub.addField(RuntimeTypes.CLIENT, names.client(), Modifier.PRIVATE, Modifier.FINAL);
        OperationWriter operations =
                new OperationWriter(service, names, types, new PropertyCode(names, stub, constructor));
        boolean hasCodec = service.operations().stream().anyMatch(operations::usesCodec);
        boolean keepsCodec = service.operations().stream().anyMatch(operations::usesCodecLater);
        if (hasCodec) {
            constructor.addParameter(RuntimeTypes.CODEC, names.codec());
        }
        if (keepsCodec) {
            stub.addField(RuntimeTypes.CODEC, names.codec(), Modifier.PRIVATE, Modifier.FINAL);
            constructor.addStatement("this.$L = $L", names.codec(), names.codec());
        }
        addCreate(service, stub, type, hasCodec);
        for (OperationModel operation : service.operations()) {
            operations.write(operation, stub, constructor);
        }
        stub.addMethod(constructor.build());
        stub.addMethod(toString(service));
        return source.file(service, stub.build());
    }

    private static void addCreate(ServiceModel service, TypeSpec.Builder stub, TypeName type, boolean hasCodec) {
        CodeBlock.Builder client = CodeBlock.builder()
                .add("$T.of(manager, $S", RuntimeTypes.CLIENT, service.name().text());
        List<PolicySetting> policies = service.policies().ofService();
        if (!policies.isEmpty()) {
            client.add(", $L, $S", PolicyCode.of(policies), service.type().getSimpleName());
        }
        for (Sourced endpoint : service.endpoints()) {
            client.add(", $S", endpoint.text());
        }
        client.add(")");
        ClassName self = ClassName.bestGuess(service.generatedName());
        MethodSpec.Builder create = create(type).addJavadoc("""
                        A client of the service {@code $L}, with the endpoints that the manager has under this name,
                        else with those that {@link $T} lists.
                        """, service.name().text(), type);
        if (!hasCodec) {
            stub.addMethod(create.addStatement("return new $T($L)", self, client.build())
                    .build());
            return;
        }
        stub.addMethod(create.addStatement("return create(manager, $T.find($T.class))", RuntimeTypes.CODECS, type)
                .build());
        stub.addMethod(create(type)
                .addJavadoc("The same with a codec of one's own.\n")
                .addParameter(RuntimeTypes.CODEC, "codec")
                .addStatement("return new $T($L, codec)", self, client.build())
                .build());
    }

    private static MethodSpec.Builder create(TypeName type) {
        return MethodSpec.methodBuilder("create")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(RuntimeTypes.MANAGER, "manager");
    }

    private static MethodSpec toString(ServiceModel service) {
        return MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement(
                        "return $S",
                        service.type().getSimpleName() + " of service "
                                + service.name().text())
                .build();
    }

    /**
     * A class of the client's name for an interface with mistakes, so that the code that uses the client is not reported as
     * well. Nothing of it ever runs, as the compilation has failed.
     *
     * @param allowsClass whether a class can implement the interface
     */
    public JavaFile writeStandIn(ServiceModel service, boolean allowsClass) {
        TypeSpec.Builder stub = allowsClass ? source.newImplementation(service) : source.newClass(service);
        CodeBlock body = CodeBlock.of(
                "throw new $T($S);\n",
                IllegalStateException.class,
                service.type().getSimpleName() + " has errors that its compilation reported");
        MethodSpec.Builder create = MethodSpec.methodBuilder("create");
        if (allowsClass) {
            service.type()
                    .getTypeParameters()
                    .forEach(parameter -> create.addTypeVariable(TypeVariableName.get(parameter)));
            create.returns(TypeName.get(service.type().asType()));
            service.operations()
                    .forEach(operation -> stub.addMethod(Overrides.of(operation, service, types)
                            .addCode(body)
                            .build()));
        } else {
            TypeVariableName anything = TypeVariableName.get("T");
            create.addTypeVariable(anything).returns(anything);
        }
        create.addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(RuntimeTypes.MANAGER, "manager")
                .addCode(body);
        stub.addMethod(create.build());
        stub.addMethod(create.addParameter(RuntimeTypes.CODEC, "codec").build());
        stub.addMethod(decorators.builder(service, allowsClass).addCode(body).build());
        return source.file(service, stub.build());
    }
}
