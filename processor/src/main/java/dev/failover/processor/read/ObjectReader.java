package dev.failover.processor.read;

import dev.failover.processor.model.BeanModel;
import dev.failover.processor.model.BeanModel.Fault;
import dev.failover.processor.model.ParameterModel;
import dev.failover.processor.model.ParameterModel.Binding;
import dev.failover.processor.model.ParameterModel.Shape;
import dev.failover.processor.model.ParameterModel.Style;
import dev.failover.processor.model.TextOfType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Takes objects apart that go into the query as {@code filter[name]=x}. One in another is taken apart as well if it is
 * annotated so, or has no text of its own that would say anything. Used once.
 */
final class ObjectReader {
    private final Dialect dialect;
    private final ParameterReader parameters;
    private final BeanMembers members;
    private final Element user;
    private final List<BeanModel> faults;
    /** The types that are being taken apart, from the outside to the inside. */
    private final List<Element> open = new ArrayList<>();
    /** Whether none of them is null. */
    private boolean isSure = true;

    /** @param faults gets what is wrong with an object, and what must not be null */
    ObjectReader(
            Dialect dialect, ParameterReader parameters, BeanMembers members, Element user, List<BeanModel> faults) {
        this.dialect = dialect;
        this.parameters = parameters;
        this.members = members;
        this.user = user;
        this.faults = faults;
    }

    /** The same parameter if it is no such object. */
    ParameterModel takeApart(ParameterModel parameter) {
        if (parameter.binding() != Binding.QUERY
                || parameter.style() != Style.DEEP_OBJECT
                || !parameter.shape().isOne()) {
            return parameter;
        }
        boolean isOptional = parameter.shape() == Shape.OPTIONAL;
        TypeMirror type = isOptional ? ParameterReader.lastArgument(parameter.type()) : parameter.type();
        if (!BeanReader.isBean(type)) {
            return parameter;
        }
        String access = parameter.access() + (isOptional ? ".get()" : "");
        DeclaredType declared = (DeclaredType) type;
        if (open.contains(declared.asElement())) {
            faults.add(fault(parameter, Fault.ENDLESS_OBJECT, ""));
            return parameter;
        }
        boolean wasSure = isSure;
        isSure &= parameter.isRequired();
        if (isSure) {
            faults.add(fault(parameter, Fault.NONE, ""));
        }
        open.add(declared.asElement());
        List<ParameterModel> found = new ArrayList<>();
        for (BeanMembers.Member member : members.of(declared, user)) {
            String expression = member.access();
            if (expression == null) {
                faults.add(hidden(parameter, member));
            } else {
                found.add(member(member, parameter.name() + "." + member.name(), access + "." + expression));
            }
        }
        open.remove(open.size() - 1);
        isSure = wasSure;
        return parameter.withMembers(found);
    }

    private ParameterModel member(BeanMembers.Member member, String name, String access) {
        ParameterReader.Place place = new ParameterReader.Place(OperationReader.NO_TEMPLATE, Binding.QUERY);
        ParameterModel read = parameters
                .read(member.annotated(), member.name(), member.type(), place)
                .called(name, access);
        boolean isObject = read.isMap() || isObject(member.annotated(), member.type());
        return isObject ? takeApart(read.with(Style.DEEP_OBJECT)) : read;
    }

    private boolean isObject(Element annotated, TypeMirror type) {
        return dialect.bean(annotated) != null
                || (BeanReader.isBean(type)
                        && (((DeclaredType) type).asElement().getKind() == ElementKind.RECORD
                                || TextOfType.isMissing(type)
                                || TextOfType.isGenerated(type)));
    }

    private BeanModel hidden(ParameterModel parameter, BeanMembers.Member member) {
        BeanModel fault = fault(parameter, Fault.HIDDEN, member.name());
        return dialect.bindings(member.annotated()).stream()
                .findFirst()
                .map(bound -> fault.at(bound.name().origin()))
                .orElse(fault);
    }

    private static BeanModel fault(ParameterModel parameter, Fault fault, String detail) {
        return new BeanModel(
                parameter.name(), parameter.access(), parameter.type().toString(), parameter.origin(), fault, detail);
    }
}
