package dev.failover.processor.read;

import dev.failover.processor.model.BeanModel;
import dev.failover.processor.model.BeanModel.Fault;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ParameterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads the parameters of one method, and takes beans apart. Used once. */
final class BeanReader {
    private static final Pattern LOST = Pattern.compile("arg\\d+");

    private final Dialect dialect;
    private final ParameterReader parameters;
    private final BeanMembers members;
    private final Element user;
    private final ParameterReader.Place place;
    private final ObjectReader objects;
    private final List<ParameterModel> found = new ArrayList<>();
    private final List<BeanModel> beans = new ArrayList<>();
    /** The beans that are being taken apart, from the outside to the inside. */
    private final List<Element> open = new ArrayList<>();

    BeanReader(
            Dialect dialect,
            ParameterReader parameters,
            BeanMembers members,
            Element user,
            ParameterReader.Place place) {
        this.dialect = dialect;
        this.parameters = parameters;
        this.members = members;
        this.user = user;
        this.place = place;
        this.objects = new ObjectReader(dialect, parameters, members, user, beans);
    }

    List<ParameterModel> parameters() {
        return found;
    }

    List<BeanModel> beans() {
        return beans;
    }

    /**
     * @param name for messages: {@code filter.page}
     * @param simpleName what a template calls it: {@code page}
     * @param access the expression for its value
     */
    void read(Element element, String name, String simpleName, String access, TypeMirror type) {
        AnnotationMirror bean = dialect.bean(element);
        if (bean == null) {
            ParameterModel parameter =
                    parameters.read(element, simpleName, type, open.isEmpty() ? place : place.inBean());
            found.add(objects.takeApart(parameter.called(spoken(name, parameter), access)));
            return;
        }
        Origin origin = Origin.of(element).at(bean);
        List<Bound> bound = dialect.bindings(element);
        if (!bound.isEmpty()) {
            String other = bound.get(0).annotation();
            beans.add(new BeanModel(name, access, type.toString(), origin, Fault.BOUND, other));
            return;
        }
        if (!isBean(type)) {
            beans.add(new BeanModel(name, access, type.toString(), origin, Fault.NO_BEAN, ""));
            return;
        }
        DeclaredType declared = (DeclaredType) type;
        if (open.contains(declared.asElement())) {
            beans.add(new BeanModel(name, access, type.toString(), origin, Fault.ENDLESS, ""));
            return;
        }
        List<BeanMembers.Member> values = members.of(declared, user);
        Fault fault = values.isEmpty() ? Fault.NO_BEAN : Fault.NONE;
        beans.add(new BeanModel(name, access, type.toString(), origin, fault, ""));
        open.add(declared.asElement());
        for (BeanMembers.Member member : values) {
            String path = name + "." + member.name();
            String expression = member.access();
            if (expression == null) {
                beans.add(new BeanModel(
                        name, access, type.toString(), annotation(member.annotated()), Fault.HIDDEN, member.name()));
            } else {
                read(member.annotated(), path, member.name(), access + "." + expression, member.type());
            }
        }
        open.remove(open.size() - 1);
    }

    /** For messages: what a class file has kept of its annotations says more than what it calls a parameter. */
    private static String spoken(String name, ParameterModel parameter) {
        String sent = parameter.wireName().text();
        return LOST.matcher(name).matches() && !sent.isEmpty() ? sent : name;
    }

    /** What a program declares; the types of the JDK are values, not bags of values. */
    static boolean isBean(TypeMirror type) {
        if (type.getKind() != TypeKind.DECLARED) {
            return false;
        }
        TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
        return element.getKind() != ElementKind.ENUM
                && !element.getQualifiedName().toString().startsWith("java.");
    }

    private Origin annotation(Element member) {
        List<Bound> bound = dialect.bindings(member);
        return bound.isEmpty() ? Origin.of(member) : bound.get(0).name().origin();
    }
}
