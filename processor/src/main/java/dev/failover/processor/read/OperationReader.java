package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.Inheritance;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.Remark;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.VerbModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads the methods of one interface. */
final class OperationReader {
    static final UrlTemplate NO_TEMPLATE = new UrlTemplate("", List.of(), List.of(), null);

    private final Dialect dialect;
    private final Target target;
    private final Types types;
    private final ParameterReader parameters;
    private final BeanMembers beans;
    private final PolicyReader policies;
    private final ErrorReader errors;
    private final FallbackReader fallbacks;

    OperationReader(
            Dialect dialect,
            Target target,
            Elements elements,
            Types types,
            PolicyReader policies,
            ErrorReader errors,
            FallbackReader fallbacks) {
        this.dialect = dialect;
        this.target = target;
        this.types = types;
        this.parameters = new ParameterReader(dialect, elements, types);
        this.beans = new BeanMembers(dialect, elements, types);
        this.policies = policies;
        this.errors = errors;
        this.fallbacks = fallbacks;
    }

    OperationModel read(ExecutableElement method) {
        return read(method, method.getThrownTypes());
    }

    /** @param thrown what it may throw beside other methods that it serves as well */
    OperationModel read(ExecutableElement method, List<? extends TypeMirror> thrown) {
        TypeElement type = target.type();
        // Fills in the type arguments of a generic base interface. A static method is no member of an instance.
        ExecutableType signature = (ExecutableType)
                (method.getModifiers().contains(Modifier.STATIC)
                        ? method.asType()
                        : Inheritance.signature(method, type, types));
        List<VerbModel> verbs = dialect.verbs(method);
        UrlTemplate template = NO_TEMPLATE;
        List<EncodingModel> encodings = dialect.encodings(method);
        Binding leftOver = Binding.QUERY;
        if (!verbs.isEmpty()) {
            Sourced path = verbs.get(0).path();
            template = path.text().isBlank() ? NO_TEMPLATE : TemplateParser.parse(path.text());
            leftOver = dialect.leftOver(verbs.get(0), encodings);
        }
        BeanReader reader = new BeanReader(
                dialect, parameters, beans, target.home(), new ParameterReader.Place(template, leftOver));
        List<? extends VariableElement> declared = method.getParameters();
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i).getSimpleName().toString();
            reader.read(
                    declared.get(i),
                    name,
                    name,
                    name,
                    signature.getParameterTypes().get(i));
        }
        List<ParameterModel> all = new ArrayList<>(reader.parameters());
        dialect.computedHeaders(method).forEach(header -> all.add(parameters.computed(header)));
        if (encodings.isEmpty() && dialect.impliesEncoding()) {
            encodings = implied(all);
        }
        List<Remark> remarks = new ArrayList<>(dialect.remarks(method));
        ForeignTypes.remarks(all).stream()
                .filter(remark -> dialect.remarks(method).stream()
                        .noneMatch(said ->
                                said.origin().element().equals(remark.origin().element())))
                .forEach(remarks::add);
        ResultModel result = ResultReader.read(signature.getReturnType());
        return new OperationModel(
                method,
                List.copyOf(thrown),
                verbs,
                template,
                all,
                reader.beans(),
                encodings,
                result,
                headers(method, all, encodings),
                idempotent(method, verbs),
                policies.read(method),
                errors.read(method, target.home()),
                fallbacks.ofMethod(method, type, target.home()),
                dialect.misplaced(method),
                remarks);
    }

    /** The method's own; that of the interface, or of what imports it, is for those that need it. */
    private @Nullable Sourced idempotent(ExecutableElement method, List<VerbModel> verbs) {
        Sourced own = OwnDialect.idempotent(method);
        if (own != null || verbs.stream().anyMatch(VerbModel::isRepeatable)) {
            return own;
        }
        Sourced home = OwnDialect.idempotent(target.home());
        return home != null ? home : OwnDialect.idempotent(target.type());
    }

    private static List<EncodingModel> implied(List<ParameterModel> parameters) {
        List<EncodingModel> encodings = new ArrayList<>();
        for (EncodingModel.Kind kind : EncodingModel.Kind.values()) {
            parameters.stream()
                    .filter(parameter -> parameter.binding() == kind.binding())
                    .limit(1)
                    .forEach(parameter -> encodings.add(new EncodingModel(kind, parameter.origin())));
        }
        return encodings;
    }

    /** The type of a body is no news for a request without one, and a form or parts say theirs themselves. */
    private List<Sourced> headers(
            ExecutableElement method, List<ParameterModel> parameters, List<EncodingModel> encodings) {
        List<Sourced> lines = new ArrayList<>(dialect.headers(method));
        lines.addAll(OwnDialect.ownHeaders(method));
        Sourced contentType = dialect.contentType(method);
        boolean hasBody = parameters.stream().anyMatch(parameter -> parameter.binding() == Binding.BODY);
        if (contentType != null && hasBody && encodings.isEmpty()) {
            lines.add(contentType);
        }
        return lines;
    }
}
