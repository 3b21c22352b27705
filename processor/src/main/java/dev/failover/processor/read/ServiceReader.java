package dev.failover.processor.read;

import dev.failover.processor.model.DialectModel;
import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.PoliciesModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.ServiceModel.Conflict;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads an interface with all that it inherits. Takes anything that compiles; the rules judge it later. */
public final class ServiceReader {
    private final Elements elements;
    private final Types types;
    private final Members members;
    private final PolicyReader policies;
    private final ErrorReader errors;
    private final FallbackReader fallbacks;

    public ServiceReader(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
        this.members = new Members(types);
        this.policies = new PolicyReader(elements);
        Visibility visibility = new Visibility(elements);
        this.errors = new ErrorReader(visibility);
        this.fallbacks = new FallbackReader(members, types, visibility);
    }

    public ServiceModel read(Target target) {
        TypeElement type = target.type();
        Element home = target.home();
        List<ExecutableElement> methods = members.abstractMethods(type);
        List<ExecutableElement> concrete = members.concreteMethods(type);
        Dialects dialects = Dialects.of(
                type, Stream.concat(methods.stream(), concrete.stream()).toList(), elements, types);
        Dialect dialect = dialects.spoken();
        OperationReader reader = new OperationReader(dialect, target, elements, types, policies, errors, fallbacks);
        List<OperationModel> operations = new ArrayList<>();
        List<OperationModel> local = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        boolean allowsClass = methods.stream().noneMatch(ServiceReader::takesVoid);
        for (List<ExecutableElement> group : members.bySignature(methods, type)) {
            OperationModel first = reader.read(group.get(0));
            group.stream()
                    .filter(method -> !sayTheSame(first, reader.read(method)))
                    .forEach(method -> conflicts.add(new Conflict(group.get(0), method)));
            operations.add(reader.read(members.strictest(group, type), members.thrown(group, type)));
        }
        for (ExecutableElement method : concrete) {
            if (!dialect.verbs(method).isEmpty()) {
                local.add(reader.read(method));
            }
        }
        Sourced prefix = dialect.prefix();
        Sourced name = Annotations.text(home, target.marker(), "name");
        List<Sourced> endpoints = Annotations.texts(home, target.marker(), "endpoints");
        List<Sourced> headers = new ArrayList<>(dialect.headers());
        headers.addAll(OwnDialect.ownHeaders(home));
        return new ServiceModel(
                type,
                home,
                target.origin(),
                new DialectModel(
                        dialect.vocabulary(),
                        prefix,
                        prefix.text().isEmpty() ? OperationReader.NO_TEMPLATE : TemplateParser.parse(prefix.text()),
                        dialects.mix(),
                        dialect.remarks()),
                generatedName(type),
                name.text().isEmpty() && !dialect.name().text().isEmpty() ? dialect.name() : name,
                endpoints.isEmpty() ? dialect.endpoints() : endpoints,
                headers,
                policies(target),
                errors.read(home, home),
                fallbacks.ofType(home, type),
                operations,
                local,
                conflicts,
                allowsClass);
    }

    /** Which is no type of a parameter, as the compiler says; whoever repeats it is told again. */
    private static boolean takesVoid(ExecutableElement method) {
        return method.getParameters().stream()
                .anyMatch(parameter -> parameter.asType().getKind() == TypeKind.VOID);
    }

    /** Those of what imports the interface are stronger than the interface's own. */
    private PoliciesModel policies(Target target) {
        PoliciesModel own = policies.read(target.home());
        return target.isImported() ? policies.read(target.type()).under(own) : own;
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
}
