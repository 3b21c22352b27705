package dev.failover.processor.model;

import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * A parameter and where its value goes.
 *
 * @param name in the interface
 * @param wireName in the path template, the query or the header; stands at the annotation that binds it, if any
 * @param type with the type arguments of the interface filled in
 * @param bindings the annotations that bind it, by the names that the user sees; more than one is a mistake
 */
public record ParameterModel(
        VariableElement element,
        String name,
        Sourced wireName,
        TypeMirror type,
        Shape shape,
        Binding binding,
        List<String> bindings) {
    /** Where the value goes. */
    public enum Binding {
        PATH,
        QUERY,
        HEADER,
        BODY
    }

    /** How many values there may be. */
    public enum Shape {
        SINGLE,
        OPTIONAL,
        MANY,
        MAP,
        /** A map whose keys are no strings. */
        MAP_OF_OTHERS
    }

    public Origin origin() {
        return wireName.origin();
    }

    public boolean isExplicit() {
        return !bindings.isEmpty();
    }

    public boolean isMap() {
        return shape == Shape.MAP || shape == Shape.MAP_OF_OTHERS;
    }
}
