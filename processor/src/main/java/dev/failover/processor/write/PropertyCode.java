package dev.failover.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.failover.processor.model.Property;
import dev.failover.processor.model.PropertyText;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Properties of the configuration, read once, by the constructor. Used for one class. */
final class PropertyCode {
    private final Names names;
    private final TypeSpec.Builder stub;
    private final MethodSpec.Builder constructor;
    private final Map<Property, String> segments = new LinkedHashMap<>();

    PropertyCode(Names names, TypeSpec.Builder stub, MethodSpec.Builder constructor) {
        this.names = names;
        this.stub = stub;
        this.constructor = constructor;
    }

    /** The field that holds it as a piece of a path, percent-encoded. */
    CodeBlock segment(Property property) {
        String field = segments.get(property);
        if (field == null) {
            field = names.field(camelCase(property.name()) + "Property");
            segments.put(property, field);
            stub.addField(String.class, field, Modifier.PRIVATE, Modifier.FINAL);
            constructor.addStatement(
                    "$L = $T.of($S, $L)", field, RuntimeTypes.SEGMENTS, "${" + property.name() + "}", value(property));
        }
        return CodeBlock.of("$L", field);
    }

    /** {@code apiVersion} of {@code api.version}. */
    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            boolean isFirst = camel.length() == 0;
            camel.append(isFirst || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /** {@code "a-" + client.property("tenant")} */
    CodeBlock text(PropertyText text) {
        return text.pieces().stream()
                .map(piece -> {
                    Property property = piece.property();
                    return property == null ? CodeBlock.of("$S", piece.literal()) : value(property);
                })
                .collect(CodeBlock.joining(" + "));
    }

    private CodeBlock value(Property property) {
        String fallback = property.fallback();
        return fallback == null
                ? CodeBlock.of("$L.property($S)", names.client(), property.name())
                : CodeBlock.of("$L.property($S, $S)", names.client(), property.name(), fallback);
    }
}
