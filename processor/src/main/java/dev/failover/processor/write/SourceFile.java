package dev.failover.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What every generated file has: its place, its marks, and silence about warnings that are the interface's own. */
final class SourceFile {
    private static final String PROCESSOR = "dev.failover.processor.FailoverProcessor";

    private final Elements elements;
    private final SourceVersion version;

    SourceFile(Elements elements, SourceVersion version) {
        this.elements = elements;
        this.version = version;
    }

    /** A final class beside the interface, or what imports it, as visible as the interface is, with nothing in it yet. */
    TypeSpec.Builder newClass(ServiceModel service) {
        TypeElement type = service.type();
        TypeSpec.Builder builder = TypeSpec.classBuilder(service.generatedName())
                .addOriginatingElement(service.home())
                .avoidClashesWithNestedClasses(type);
        if (isPublic(type)) {
            builder.addModifiers(Modifier.PUBLIC);
        }
        builder.addModifiers(Modifier.FINAL);
        TypeElement generated = generatedAnnotation(service.home());
        if (generated != null) {
            builder.addAnnotation(AnnotationSpec.builder(ClassName.get(generated))
                    .addMember("value", "$S", PROCESSOR)
                    .build());
        }
        addSuppressions(service, builder);
        return builder;
    }

    /** A class that implements the interface, and is generic if the interface is. */
    TypeSpec.Builder newImplementation(ServiceModel service) {
        TypeSpec.Builder builder =
                newClass(service).addSuperinterface(service.type().asType());
        service.type()
                .getTypeParameters()
                .forEach(parameter -> builder.addTypeVariable(TypeVariableName.get(parameter)));
        return builder;
    }

    JavaFile file(ServiceModel service, TypeSpec type) {
        return JavaFile.builder(
                        elements.getPackageOf(service.home()).getQualifiedName().toString(), type)
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    private static boolean isPublic(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    /** Moved in Java 9, into a module that the user's need not read; then the class does without. */
    private @Nullable TypeElement generatedAnnotation(Element home) {
        if (version.compareTo(SourceVersion.RELEASE_8) > 0) {
            return elements.getTypeElement(elements.getModuleOf(home), "javax.annotation.processing.Generated");
        }
        return elements.getTypeElement("javax.annotation.Generated");
    }

    private void addSuppressions(ServiceModel service, TypeSpec.Builder builder) {
        Set<String> warnings = new LinkedHashSet<>();
        List<TypeMirror> mentioned =
                service.operations().stream().flatMap(SourceFile::mentioned).toList();
        if (elements.isDeprecated(service.type())
                || mentioned.stream().anyMatch(this::isDeprecated)
                || service.operations().stream().anyMatch(this::readsDeprecated)
                || (service.isDecorator()
                        && service.operations().stream().anyMatch(each -> elements.isDeprecated(each.method())))) {
            warnings.add("deprecation");
            warnings.add("removal");
        }
        if (mentioned.stream().anyMatch(SourceFile::isRaw)) {
            warnings.add("rawtypes");
            if (service.isDecorator()) {
                // What a delegate returns goes through the runtime, which knows its type.
                warnings.add("unchecked");
            }
        }
        if (service.operations().stream().anyMatch(SourceFile::mayCloseInterrupted)) {
            warnings.add("try");
        }
        if (!warnings.isEmpty()) {
            AnnotationSpec.Builder suppress = AnnotationSpec.builder(SuppressWarnings.class);
            warnings.forEach(warning -> suppress.addMember("value", CodeBlock.of("$S", warning)));
            builder.addAnnotation(suppress.build());
        }
    }

    /** The compiler warns of whatever implements such a method. */
    private static boolean mayCloseInterrupted(OperationModel operation) {
        return operation.name().equals("close")
                && operation.method().getParameters().isEmpty()
                && operation.thrown().stream()
                        .anyMatch(thrown -> Set.of("java.lang.Exception", "java.lang.InterruptedException")
                                .contains(thrown.toString()));
    }

    /** A member of a bean. */
    private boolean readsDeprecated(OperationModel operation) {
        return operation.all().stream().anyMatch(parameter -> elements.isDeprecated(parameter.element()));
    }

    private static Stream<TypeMirror> mentioned(OperationModel operation) {
        return Stream.concat(
                Stream.of(operation.result().declared(), operation.result().payloadType()),
                operation.method().getParameters().stream().map(VariableElement::asType));
    }

    private boolean isDeprecated(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return isDeprecated(array.getComponentType());
        }
        return type.getKind() == TypeKind.DECLARED
                && (elements.isDeprecated(((DeclaredType) type).asElement())
                        || ((DeclaredType) type).getTypeArguments().stream().anyMatch(this::isDeprecated));
    }

    private static boolean isRaw(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return isRaw(array.getComponentType());
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        DeclaredType declared = (DeclaredType) type;
        boolean isGeneric =
                !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
        return (isGeneric && declared.getTypeArguments().isEmpty())
                || declared.getTypeArguments().stream().anyMatch(SourceFile::isRaw);
    }
}
