package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.VerbModel;
import dev.failover.processor.model.Vocabulary;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Turns the annotations of one library, on one interface, into the model. A dialect knows them by name: their classes are the
 * user's. Made for one interface, as some annotations of it mean something for its methods.
 */
abstract class Dialect {
    private static final Set<String> NOT_NULL = Set.of("NonNull", "Nonnull", "NotNull");

    final TypeElement service;

    Dialect(TypeElement service) {
        this.service = service;
    }

    abstract Vocabulary vocabulary();

    /** Whether an annotation of a method or a parameter belongs to it, so that an interface that has one speaks it. */
    abstract boolean knows(AnnotationMirror mirror);

    abstract List<VerbModel> verbs(ExecutableElement method);

    /** @param parameter or a member of a bean */
    abstract List<Bound> bindings(Element parameter);

    /** The annotation that takes a parameter apart, or null. */
    abstract @Nullable AnnotationMirror bean(Element parameter);

    /** What is sent in place of null, or null. */
    @Nullable
    Sourced fallback(Element parameter) {
        return null;
    }

    /** Lines that go with every call of the interface. */
    List<Sourced> headers() {
        return List.of();
    }

    /** Lines that go with every call of the method. */
    List<Sourced> headers(ExecutableElement method) {
        return List.of();
    }

    /** Header fields whose values the interface computes. */
    List<ComputedHeader> computedHeaders(ExecutableElement method) {
        return List.of();
    }

    /** The line for a request with a body, or null. */
    @Nullable
    Sourced contentType(ExecutableElement method) {
        return null;
    }

    List<EncodingModel> encodings(ExecutableElement method) {
        return List.of();
    }

    /** Whether a field makes a form, and a part a multipart body, without another annotation. */
    boolean impliesEncoding() {
        return true;
    }

    /** What the paths of all methods begin with; empty for nothing. */
    Sourced prefix() {
        return nothing();
    }

    /** Base URLs, for an interface whose marker lists none. */
    List<Sourced> endpoints() {
        return List.of();
    }

    /** The name of the service, for an interface whose marker has none; empty for none. */
    Sourced name() {
        return nothing();
    }

    /** Where a parameter goes that nothing else binds. */
    Binding leftOver(VerbModel verb, List<EncodingModel> encodings) {
        return Binding.BODY;
    }

    /** Whether a parameter without an annotation goes into the template by its name. */
    boolean bindsByName() {
        return true;
    }

    /** Whether a bean also sends members without an annotation. */
    boolean sendsUnboundMembers() {
        return false;
    }

    boolean isRequired(Element parameter) {
        return isNotNull(parameter);
    }

    /** Annotations of the method that belong on its parameters. */
    List<Sourced> misplaced(ExecutableElement method) {
        return List.of();
    }

    /** What cannot be translated, of the interface. */
    List<Remark> remarks() {
        return List.of();
    }

    /** What cannot be translated, of a method and its parameters. */
    List<Remark> remarks(ExecutableElement method) {
        return List.of();
    }

    /** Whether it says anything about where a value goes, or what is sent for null. */
    final boolean isBound(Element member) {
        return !bindings(member).isEmpty() || fallback(member) != null || bean(member) != null;
    }

    static boolean isNotNull(Element parameter) {
        return Annotations.hasOneOf(parameter, NOT_NULL);
    }

    final Sourced nothing() {
        return new Sourced("", Origin.of(service));
    }
}
