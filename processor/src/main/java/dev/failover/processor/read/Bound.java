package dev.failover.processor.read;

import dev.failover.processor.model.ParameterModel.Affix;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.Sourced;

/**
 * An annotation on a parameter that says where its value goes.
 *
 * @param annotation as the user sees it
 * @param name empty for that of the parameter
 * @param affix what stands around the value of a header
 */
record Bound(
        String annotation,
        Binding binding,
        Sourced name,
        Style style,
        Sourced fileName,
        Sourced contentType,
        Affix affix) {
    /** That is no part of a multipart body. */
    static Bound of(String annotation, Binding binding, Sourced name) {
        return of(annotation, binding, name, Style.REPEAT);
    }

    static Bound of(String annotation, Binding binding, Sourced name, Style style) {
        Sourced none = new Sourced("", name.origin());
        return new Bound(annotation, binding, name, style, none, none, Affix.NONE);
    }

    Bound within(Affix around) {
        return new Bound(annotation, binding, name, style, fileName, contentType, around);
    }
}
