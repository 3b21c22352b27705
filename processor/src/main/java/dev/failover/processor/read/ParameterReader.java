package dev.failover.processor.read;

import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.PartModel;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the value of a parameter goes: where its annotation says, else into the template by its name, else into
 * the body or the query, as the verb has it.
 */
final class ParameterReader {
    private final Dialect dialect;
    private final Types types;
    private final @Nullable TypeMirror collection;
    private final @Nullable TypeMirror map;
    private final @Nullable TypeMirror mapOfStrings;

    ParameterReader(Dialect dialect, Elements elements, Types types) {
        this.dialect = dialect;
        this.types = types;
        TypeElement anyCollection = elements.getTypeElement("java.util.Collection");
        TypeElement anyMap = elements.getTypeElement("java.util.Map");
        TypeElement string = elements.getTypeElement("java.lang.String");
        this.collection = anyCollection == null ? null : types.erasure(anyCollection.asType());
        this.map = anyMap == null ? null : types.erasure(anyMap.asType());
        this.mapOfStrings = anyMap == null || string == null
                ? null
                : types.getDeclaredType(anyMap, string.asType(), types.getWildcardType(null, null));
    }

    /**
     * What surrounds a parameter.
     *
     * @param leftOver where it goes if neither an annotation nor the template says
     */
    record Place(UrlTemplate template, Binding leftOver) {
        /** One of many values is never taken for the body. */
        Place inBean() {
            return leftOver == Binding.BODY ? new Place(template, Binding.QUERY) : this;
        }
    }

    /** @param name what a template calls it */
    ParameterModel read(Element parameter, String name, TypeMirror type, Place place) {
        Shape shape = shape(type);
        List<Bound> bound = dialect.bindings(parameter);
        if (bound.isEmpty()) {
            Sourced none = new Sourced("", Origin.of(parameter));
            Binding binding = implied(name, place.template(), place.leftOver());
            return new ParameterModel(
                    parameter,
                    name,
                    name,
                    new Sourced(name, Origin.of(parameter)),
                    type,
                    shape,
                    binding,
                    List.of(),
                    Style.REPEAT,
                    dialect.fallback(parameter),
                    dialect.isRequired(parameter),
                    binding == Binding.PART ? new PartModel(none, none, isCoded(type, shape)) : null,
                    Affix.NONE,
                    List.of());
        }
        Bound first = bound.get(0);
        boolean named = !first.name().text().isEmpty() || first.binding() == Binding.HEADER;
        return new ParameterModel(
                parameter,
                name,
                name,
                named ? first.name() : new Sourced(name, first.name().origin()),
                type,
                shape,
                first.binding(),
                bound.stream().map(Bound::annotation).toList(),
                first.style(),
                dialect.fallback(parameter),
                dialect.isRequired(parameter),
                first.binding() == Binding.PART
                        ? new PartModel(first.fileName(), first.contentType(), isCoded(type, shape))
                        : null,
                first.affix(),
                List.of());
    }

    /** A header field that the interface computes. */
    ParameterModel computed(ComputedHeader header) {
        TypeMirror type = header.method().getReturnType();
        String name = header.method().getSimpleName() + "()";
        return new ParameterModel(
                header.method(),
                name,
                header.access(),
                header.name(),
                type,
                shape(type),
                Binding.HEADER,
                List.of(name),
                Style.REPEAT,
                null,
                false,
                null,
                Affix.NONE,
                List.of());
    }

    private Binding implied(String name, UrlTemplate template, Binding leftOver) {
        if (!dialect.bindsByName()) {
            return leftOver;
        }
        if (template.hasInPath(name)) {
            return Binding.PATH;
        }
        if (template.hasInQuery(name)) {
            return Binding.QUERY;
        }
        return leftOver;
    }

    /** Whether a part is more than a text, a number of bytes, or several of them. */
    private boolean isCoded(TypeMirror type, Shape shape) {
        TypeMirror element = type;
        if (type instanceof ArrayType array) {
            element = array.getComponentType();
        } else if (shape != Shape.SINGLE) {
            element = lastArgument(type);
        }
        if (shape == Shape.MAP && collection != null && types.isSubtype(types.erasure(element), collection)) {
            element = lastArgument(element);
        }
        if (element instanceof ArrayType array) {
            return array.getComponentType().getKind() != TypeKind.BYTE;
        }
        if (element instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            element = wildcard.getExtendsBound();
        }
        if (element.getKind() != TypeKind.DECLARED) {
            return type instanceof ArrayType && shape == Shape.SINGLE && element.getKind() != TypeKind.BYTE;
        }
        Element declared = ((DeclaredType) element).asElement();
        boolean isValue = declared.getKind() == ElementKind.ENUM
                || (declared.toString().startsWith("java.")
                        && ((DeclaredType) element).getTypeArguments().isEmpty());
        return !isValue;
    }

    static TypeMirror lastArgument(TypeMirror type) {
        List<? extends TypeMirror> arguments =
                type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
        return arguments.isEmpty() ? type : arguments.get(arguments.size() - 1);
    }

    private Shape shape(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return array.getComponentType().getKind().isPrimitive() ? Shape.SINGLE : Shape.MANY;
        }
        if (!(type instanceof DeclaredType) || type.getKind() != TypeKind.DECLARED) {
            return Shape.SINGLE;
        }
        if (ResultReader.nameOf(type).equals("java.util.Optional")) {
            return Shape.OPTIONAL;
        }
        TypeMirror erased = types.erasure(type);
        if (collection != null && types.isSubtype(erased, collection)) {
            return Shape.MANY;
        }
        if (map != null && mapOfStrings != null && types.isSubtype(erased, map)) {
            return types.isSubtype(type, mapOfStrings) ? Shape.MAP : Shape.MAP_OF_OTHERS;
        }
        return Shape.SINGLE;
    }
}
