package dev.failover.processor.model;

import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A parameter and where its value goes.
 *
 * @param name in the interface
 * @param access the Java expression for its value
 * @param wireName in the path template, the query or the header; stands at the annotation that binds it, if any
 * @param type with the type arguments of the interface filled in
 * @param bindings the annotations that bind it, by the names that the user sees; more than one is a mistake
 * @param style how several values of a query parameter are written
 * @param fallback the text of {@code @Default}, or null
 * @param isRequired whether the interface declares that it is never null
 * @param part what else there is to say if it is a part, else null
 * @param affix what stands around the value of a header
 * @param members what is sent in its place, each under a name in brackets behind its own; empty unless it is such an object
 */
public record ParameterModel(
        Element element,
        String name,
        String access,
        Sourced wireName,
        TypeMirror type,
        Shape shape,
        Binding binding,
        List<String> bindings,
        Style style,
        @Nullable Sourced fallback,
        boolean isRequired,
        @Nullable PartModel part,
        Affix affix,
        List<ParameterModel> members) {
    /** {@code Bearer} and a blank before a token. */
    public record Affix(String before, String after) {
        public static final Affix NONE = new Affix("", "");

        public boolean isNone() {
            return before.isEmpty() && after.isEmpty();
        }
    }

    /** Where the value goes. */
    public enum Binding {
        PATH,
        QUERY,
        HEADER,
        COOKIE,
        FIELD,
        PART,
        BODY,
        /** The base URL of the call. */
        ENDPOINT;

        /** Whether a map brings the names of what it holds. */
        public boolean takesNames() {
            return this == QUERY || this == HEADER || this == COOKIE || this == FIELD || this == PART;
        }
    }

    /** What stands between several values: constants of the runtime's {@code Separator}, but for the first and the last. */
    public enum Style {
        REPEAT,
        COMMA,
        SPACE,
        TAB,
        PIPE,
        /** What has names has them in brackets. */
        DEEP_OBJECT
    }

    /** How many values there may be. */
    public enum Shape {
        SINGLE,
        OPTIONAL,
        MANY,
        MAP,
        /** A map whose keys are no strings. */
        MAP_OF_OTHERS;

        /** Whether there is one value, or none. */
        public boolean isOne() {
            return this == SINGLE || this == OPTIONAL;
        }
    }

    /** The same value as part of a bean. */
    public ParameterModel called(String newName, String newAccess) {
        return new ParameterModel(
                element,
                newName,
                newAccess,
                wireName,
                type,
                shape,
                binding,
                bindings,
                style,
                fallback,
                isRequired,
                part,
                affix,
                members);
    }

    /** The same, written in another way. */
    public ParameterModel with(Style newStyle) {
        return new ParameterModel(
                element,
                name,
                access,
                wireName,
                type,
                shape,
                binding,
                bindings,
                newStyle,
                fallback,
                isRequired,
                part,
                affix,
                members);
    }

    /** The same, taken apart. */
    public ParameterModel withMembers(List<ParameterModel> newMembers) {
        return new ParameterModel(
                element,
                name,
                access,
                wireName,
                type,
                shape,
                binding,
                bindings,
                style,
                fallback,
                isRequired,
                part,
                affix,
                List.copyOf(newMembers));
    }

    /** Itself, and what it is taken apart into. */
    public Stream<ParameterModel> all() {
        return Stream.concat(Stream.of(this), members.stream().flatMap(ParameterModel::all));
    }

    public Origin origin() {
        return wireName.origin();
    }

    public boolean isExplicit() {
        return !bindings.isEmpty();
    }

    /** What makes two parameters of the same method in two interfaces the same. */
    public String destination() {
        return binding + " " + wireName.text() + " " + style + " " + (fallback == null ? "" : fallback.text()) + " "
                + part + " " + affix;
    }

    public boolean isMap() {
        return shape == Shape.MAP || shape == Shape.MAP_OF_OTHERS;
    }
}
