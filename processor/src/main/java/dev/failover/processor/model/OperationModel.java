package dev.failover.processor.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * One method of the interface.
 *
 * @param method of several that are inherited the one that does for all
 * @param thrown what all of them declare, with the type arguments of the interface filled in
 * @param verbs one, unless the user made a mistake
 * @param template of the first verb; empty when there is none
 * @param parameters those of the method, with the members of a bean in its place
 * @param beans the parameters that stand for several
 * @param encodings how the body is made of parameters; none, or one unless the user made a mistake
 * @param headers the lines of {@code @Headers}
 * @param idempotent the header for the key, empty for none; null when the method is not marked
 * @param misplaced annotations of the method that belong on its parameters
 * @param remarks what of it cannot be translated
 */
public record OperationModel(
        ExecutableElement method,
        List<TypeMirror> thrown,
        List<VerbModel> verbs,
        UrlTemplate template,
        List<ParameterModel> parameters,
        List<BeanModel> beans,
        List<EncodingModel> encodings,
        ResultModel result,
        List<Sourced> headers,
        @Nullable Sourced idempotent,
        PoliciesModel policies,
        List<ErrorModel> errors,
        List<FallbackModel> fallbacks,
        List<Sourced> misplaced,
        List<Remark> remarks) {
    public String name() {
        return method.getSimpleName().toString();
    }

    /** The interface that declares it, which may be one that the service extends. */
    public TypeElement declaredIn() {
        return declaringType(method);
    }

    /** A method always has one. */
    public static TypeElement declaringType(ExecutableElement method) {
        return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    }

    public Origin origin() {
        return Origin.of(method);
    }

    /** The verb that is generated; there is one once the rules are satisfied. */
    public VerbModel verb() {
        return verbs.get(0);
    }

    /** Whether it may be sent again when the first request may have arrived. */
    public boolean mayBeRepeated() {
        return idempotent != null || verbs.stream().anyMatch(VerbModel::isRepeatable);
    }

    /** What about it only makes sense for a request, as the user sees it; null when there is nothing. */
    public @Nullable String httpSign() {
        return Stream.of(
                        verbs.stream().map(VerbModel::annotation),
                        headers.stream().map(line -> "@Headers"),
                        encodings.stream().map(encoding -> encoding.kind().annotation()),
                        errors.stream().map(error -> "@ErrorMapping"),
                        misplaced.stream().map(Sourced::text),
                        beans.stream().map(bean -> "@Bean"),
                        parameters.stream().flatMap(parameter -> parameter.bindings().stream()),
                        parameters.stream().filter(p -> p.fallback() != null).map(p -> "@Default"))
                .flatMap(signs -> signs)
                .findFirst()
                .orElse(null);
    }

    public boolean isEncodedAs(EncodingModel.Kind kind) {
        return encodings.stream().anyMatch(encoding -> encoding.kind() == kind);
    }

    /** The parameters, each before the members of the object that it is, if it is one. */
    public List<ParameterModel> all() {
        return parameters.stream().flatMap(ParameterModel::all).toList();
    }

    /** The parameters that go there, in the order in which they are declared. */
    public List<ParameterModel> bound(ParameterModel.Binding binding) {
        return parameters.stream().filter(p -> p.binding() == binding).toList();
    }
}
