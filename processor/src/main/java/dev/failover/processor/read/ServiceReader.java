package dev.failover.processor.read;

import dev.failover.processor.model.EncodingModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ResultModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.ServiceModel.Conflict;
import dev.failover.processor.model.Sourced;
import dev.failover.processor.model.UrlTemplate;
import dev.failover.processor.model.VerbModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads an interface with all that it inherits. Takes anything that compiles; the rules judge it later. */
public final class ServiceReader {
    private static final UrlTemplate NO_TEMPLATE = new UrlTemplate("", List.of(), List.of(), null);

    private final OwnDialect dialect = new OwnDialect();
    private final Members members;
    private final Types types;
    private final ParameterReader parameters;
    private final BeanMembers beans;
    private final PolicyReader policies;
    private final ErrorReader errors;
    private final FallbackReader fallbacks;

    public ServiceReader(Elements elements, Types types) {
        this.types = types;
        this.members = new Members(elements, types);
        this.parameters = new ParameterReader(dialect, elements, types);
        this.beans = new BeanMembers(dialect, elements, types);
        this.policies = new PolicyReader(elements);
        Visibility visibility = new Visibility(elements);
        this.errors = new ErrorReader(visibility);
        this.fallbacks = new FallbackReader(members, types, visibility);
    }

    /** @param type has {@code @FailoverService} */
    public ServiceModel read(TypeElement type) {
        AnnotationMirror service = Objects.requireNonNull(dialect.service(type));
        List<OperationModel> operations = new ArrayList<>();
        List<OperationModel> local = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        List<ExecutableElement> methods = members.abstractMethods(type);
        for (ExecutableElement method : methods) {
            ExecutableElement earlier = members.sameSignature(methods, method, type);
            if (earlier == null) {
                operations.add(operation(method, type));
            } else if (!sayTheSame(operation(earlier, type), operation(method, type))) {
                conflicts.add(new Conflict(earlier, method));
            }
        }
        for (ExecutableElement method : members.concreteMethods(type)) {
            if (!dialect.verbs(method).isEmpty()) {
                local.add(operation(method, type));
            }
        }
        return new ServiceModel(
                type,
                Origin.of(type).at(service),
                generatedName(type),
                Annotations.text(type, service, "name"),
                Annotations.texts(type, service, "endpoints"),
                dialect.headers(type),
                policies.read(type),
                errors.read(type, type),
                fallbacks.ofType(type),
                operations,
                local,
                conflicts);
    }

    /** Whether either of two inherited methods would be generated alike. */
    private static boolean sayTheSame(OperationModel a, OperationModel b) {
        return a.verbs().equals(b.verbs())
                && a.headers().equals(b.headers())
                && Objects.equals(a.idempotent(), b.idempotent())
                && a.encodings().equals(b.encodings())
                && a.policies().annotations().equals(b.policies().annotations())
                && a.errors().equals(b.errors())
                && a.fallbacks().equals(b.fallbacks())
                && (a.httpSign() == null || destinations(a).equals(destinations(b)));
    }

    /** Where a parameter goes that neither an annotation nor the template binds. */
    private static Binding leftOver(VerbModel verb, List<EncodingModel> encodings) {
        if (!encodings.isEmpty() && !verb.forbidsBody()) {
            return encodings.get(0).kind().binding();
        }
        return verb.takesBody() ? Binding.BODY : Binding.QUERY;
    }

    /** The method's own; that of the interface is for those that need it. */
    private @Nullable Sourced idempotent(ExecutableElement method, TypeElement type, List<VerbModel> verbs) {
        Sourced own = dialect.idempotent(method);
        return own != null || verbs.stream().anyMatch(VerbModel::isRepeatable) ? own : dialect.idempotent(type);
    }

    private static List<String> destinations(OperationModel operation) {
        return operation.parameters().stream().map(ParameterModel::destination).toList();
    }

    /** {@code OrderApi} to {@code OrderApiFailover}, {@code Shop.OrderApi} to {@code Shop_OrderApiFailover}. */
    static String generatedName(TypeElement type) {
        StringBuilder name = new StringBuilder(type.getSimpleName() + "Failover");
        for (Element outer = type.getEnclosingElement();
                outer instanceof TypeElement;
                outer = outer.getEnclosingElement()) {
            name.insert(0, outer.getSimpleName() + "_");
        }
        return name.toString();
    }

    private OperationModel operation(ExecutableElement method, TypeElement type) {
        // Fills in the type arguments of a generic base interface. A static method is no member of an instance.
        ExecutableType signature = (ExecutableType)
                (method.getModifiers().contains(Modifier.STATIC)
                        ? method.asType()
                        : types.asMemberOf((DeclaredType) type.asType(), method));
        List<VerbModel> verbs = dialect.verbs(method);
        UrlTemplate template = NO_TEMPLATE;
        List<EncodingModel> encodings = dialect.encodings(method);
        Binding leftOver = Binding.QUERY;
        if (!verbs.isEmpty()) {
            Sourced path = verbs.get(0).path();
            template = path.text().isBlank() ? NO_TEMPLATE : TemplateParser.parse(path.text());
            leftOver = leftOver(verbs.get(0), encodings);
        }
        BeanReader reader =
                new BeanReader(dialect, parameters, beans, type, new ParameterReader.Place(template, leftOver));
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
        ResultModel result = ResultReader.read(signature.getReturnType());
        return new OperationModel(
                method,
                verbs,
                template,
                reader.parameters(),
                reader.beans(),
                encodings,
                result,
                dialect.headers(method),
                idempotent(method, type, verbs),
                policies.read(method),
                errors.read(method, type),
                fallbacks.ofMethod(method, type),
                dialect.misplaced(method));
    }
}
