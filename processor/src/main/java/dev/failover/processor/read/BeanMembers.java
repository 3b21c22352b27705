package dev.failover.processor.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The values in a bean: components of a record, else getters and fields, those of super-classes first. */
final class BeanMembers {
    private final Dialect dialect;
    private final Elements elements;
    private final Types types;

    /**
     * A value.
     *
     * @param annotated what carries its annotations
     * @param access what follows the dot; null when generated code cannot read it
     */
    record Member(
            String name,
            Element annotated,
            TypeMirror type,
            @Nullable String access) {}

    /** What belongs together: a field and its getter. */
    private static final class Property {
        private @Nullable VariableElement field;
        private @Nullable ExecutableElement getter;
    }

    BeanMembers(Dialect dialect, Elements elements, Types types) {
        this.dialect = dialect;
        this.elements = elements;
        this.types = types;
    }

    /** @param user where the code is generated that reads them */
    List<Member> of(DeclaredType bean, Element user) {
        TypeElement type = (TypeElement) bean.asElement();
        PackageElement from = elements.getPackageOf(user);
        return type.getKind() == ElementKind.RECORD ? ofRecord(bean, type) : ofClass(bean, type, from);
    }

    /** The field of a component has its annotations, and its place in the source. */
    private List<Member> ofRecord(DeclaredType bean, TypeElement type) {
        List<Member> members = new ArrayList<>();
        List<VariableElement> fields = ElementFilter.fieldsIn(type.getEnclosedElements());
        for (RecordComponentElement component : ElementFilter.recordComponentsIn(type.getEnclosedElements())) {
            String name = component.getSimpleName().toString();
            Element annotated = fields.stream()
                    .filter(f -> f.getSimpleName().contentEquals(name))
                    .<Element>map(f -> f)
                    .findFirst()
                    .orElse(component);
            if (dialect.sendsUnboundMembers() || dialect.isBound(annotated)) {
                members.add(new Member(name, annotated, types.asMemberOf(bean, annotated), name + "()"));
            }
        }
        return members;
    }

    private List<Member> ofClass(DeclaredType bean, TypeElement type, PackageElement from) {
        Map<String, Property> properties = new LinkedHashMap<>();
        List<Member> members = new ArrayList<>();
        for (TypeElement at : withParents(type)) {
            for (Element member : at.getEnclosedElements()) {
                boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
                if (member.getKind() == ElementKind.FIELD && !isStatic) {
                    property(properties, member.getSimpleName().toString()).field = (VariableElement) member;
                } else if (member instanceof ExecutableElement method && isGetter(method)) {
                    property(properties, propertyOf(method)).getter = method;
                } else if (dialect.isBound(member)) {
                    // It means to be sent, and cannot be.
                    members.add(new Member(member.getSimpleName().toString(), member, member.asType(), null));
                }
            }
        }
        properties.forEach((name, property) -> {
            Member member = member(name, property, bean, from);
            if (member != null) {
                members.add(member);
            }
        });
        return members;
    }

    private static Property property(Map<String, Property> properties, String name) {
        return properties.computeIfAbsent(name, key -> new Property());
    }

    /** Null for what is the bean's own business: hidden, and not annotated. */
    private @Nullable Member member(String name, Property property, DeclaredType bean, PackageElement from) {
        VariableElement field = property.field;
        ExecutableElement getter = property.getter;
        boolean readsField = field != null && isVisible(field, from);
        boolean callsGetter = getter != null && isVisible(getter, from);
        boolean fieldIsBound = field != null && dialect.isBound(field);
        Element annotated = fieldIsBound || getter == null ? field : getter;
        if (annotated == null || (!readsField && !callsGetter && !dialect.isBound(annotated))) {
            return null;
        }
        if (!dialect.sendsUnboundMembers() && !dialect.isBound(annotated)) {
            return null;
        }
        if (!callsGetter && !fieldIsBound && annotated.getModifiers().contains(Modifier.TRANSIENT)) {
            return null;
        }
        if (getter != null && callsGetter) {
            TypeMirror type = ((ExecutableType) types.asMemberOf(bean, getter)).getReturnType();
            return new Member(name, annotated, type, getter.getSimpleName() + "()");
        }
        TypeMirror type = field == null ? annotated.asType() : types.asMemberOf(bean, field);
        return new Member(name, annotated, type, readsField ? name : null);
    }

    private boolean isVisible(Element member, PackageElement from) {
        boolean isNear = elements.getPackageOf(member).equals(from);
        boolean isPublic = member.getModifiers().contains(Modifier.PUBLIC);
        return isPublic || (isNear && !member.getModifiers().contains(Modifier.PRIVATE));
    }

    /** {@code getX}, {@code isX} of a boolean, or anything that says where its value goes. */
    private boolean isGetter(ExecutableElement method) {
        boolean takesNothing =
                method.getParameters().isEmpty() && method.getTypeParameters().isEmpty();
        return takesNothing
                && method.getKind() == ElementKind.METHOD
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getReturnType().getKind() != TypeKind.VOID
                && method.getThrownTypes().isEmpty()
                && (!propertyOf(method).contentEquals(method.getSimpleName()) || dialect.isBound(method));
    }

    private static String propertyOf(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        boolean isBoolean = method.getReturnType().getKind() == TypeKind.BOOLEAN;
        int prefix = name.startsWith("get") ? 3 : isBoolean && name.startsWith("is") ? 2 : 0;
        if (prefix == 0 || name.length() == prefix || Character.isLowerCase(name.charAt(prefix))) {
            return name;
        }
        // As java.beans has it: getURL is URL.
        boolean keeps = name.length() > prefix + 1 && Character.isUpperCase(name.charAt(prefix + 1));
        String rest = name.substring(prefix);
        return keeps ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }

    private List<TypeElement> withParents(TypeElement type) {
        List<TypeElement> all = new ArrayList<>();
        addWithParents(type, all);
        return all;
    }

    private void addWithParents(TypeElement type, List<TypeElement> all) {
        if (all.contains(type) || type.getQualifiedName().contentEquals("java.lang.Object")) {
            return;
        }
        List<TypeMirror> parents = new ArrayList<>(type.getInterfaces());
        parents.add(type.getSuperclass());
        for (TypeMirror parent : parents) {
            if (parent.getKind() == TypeKind.DECLARED) {
                addWithParents((TypeElement) ((DeclaredType) parent).asElement(), all);
            }
        }
        all.add(type);
    }
}
