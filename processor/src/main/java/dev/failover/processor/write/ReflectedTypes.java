package dev.failover.processor.write;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a codec looks into from the types that it is given on. Whether a type has a source here makes no difference: with an incremental compiler
 * that changes from run to run. Used for one client.
 */
final class ReflectedTypes {
    /** Packages whose types codecs know by themselves: those of the JDK, of languages and of the JSON libraries. */
    private static final List<String> KNOWN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "org.w3c.dom.",
            "org.xml.sax.",
            "kotlin.",
            "scala.",
            "groovy.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "com.google.gson.",
            "jakarta.json.",
            "dev.failover.http.",
            "dev.failover.stub.");

    /** Those of annotations that name classes for a codec to make: subtypes, adapters, builders. */
    private static final List<String> JSON_ANNOTATIONS = List.of(
            "com.fasterxml.jackson.", "tools.jackson.", "com.google.gson.", "jakarta.json.bind.", "javax.json.bind.");

    /** What there is to say of a type. */
    enum Kind {
        /** May be made without a constructor, as Gson does where none is without parameters. */
        CLASS,
        /** Of no objects of its own, or of objects that only constructors make. */
        OTHER,
        ARRAY
    }

    private final Elements elements;
    private final Types types;
    private final SortedMap<String, Kind> found = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<Element> seenVariables = new HashSet<>();
    /** Those whose members are being looked at: one that holds itself with ever longer arguments would never end. */
    private final Set<Element> open = new HashSet<>();

    private boolean isComplete = true;

    ReflectedTypes(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** By the names that {@code Class.getTypeName} would give, but for {@code $} between a type and one inside it. */
    SortedMap<String, Kind> found() {
        return found;
    }

    /** Whether all types were known: one that another processor is about to generate is not. */
    boolean isComplete() {
        return isComplete;
    }

    void add(@Nullable TypeMirror type) {
        if (type instanceof ArrayType array) {
            addArray(array);
        } else if (type instanceof TypeVariable variable) {
            if (seenVariables.add(variable.asElement())) {
                add(variable.getUpperBound());
            }
        } else if (type instanceof WildcardType wildcard) {
            add(wildcard.getExtendsBound());
            add(wildcard.getSuperBound());
        } else if (type instanceof IntersectionType intersection) {
            intersection.getBounds().forEach(this::add);
        } else if (type != null && type.getKind() == TypeKind.ERROR) {
            isComplete = false;
        } else if (type instanceof DeclaredType declared && seen.add(declared.toString())) {
            addDeclared(declared);
        }
    }

    /** Also one of a type of the JDK, as its class is made by reflection too; those of primitives are always there. */
    private void addArray(ArrayType array) {
        TypeMirror component = array.getComponentType();
        if (!component.getKind().isPrimitive()) {
            String name = name(types.erasure(array));
            if (name != null) {
                found.put(name, Kind.ARRAY);
            }
        }
        add(component);
    }

    /** Null for one that is not known. */
    private @Nullable String name(TypeMirror erased) {
        if (erased instanceof ArrayType array) {
            String component = name(array.getComponentType());
            return component == null ? null : component + "[]";
        }
        if (erased.getKind().isPrimitive()) {
            return erased.toString();
        }
        return erased.getKind() == TypeKind.DECLARED
                ? elements.getBinaryName((TypeElement) ((DeclaredType) erased).asElement())
                        .toString()
                : null;
    }

    private void addDeclared(DeclaredType type) {
        type.getTypeArguments().forEach(this::add);
        TypeElement element = (TypeElement) type.asElement();
        if (isOneOf(KNOWN, element)) {
            return;
        }
        boolean isMade = element.getKind() == ElementKind.CLASS
                && !element.getModifiers().contains(Modifier.ABSTRACT);
        found.put(elements.getBinaryName(element).toString(), isMade ? Kind.CLASS : Kind.OTHER);
        if (open.add(element)) {
            types.directSupertypes(type).forEach(this::add);
            if (element.getKind() != ElementKind.ENUM) {
                // Constants with a body are subclasses without a name, which have no members that a codec would ask
                // for.
                element.getPermittedSubclasses().forEach(this::add);
            }
            addAnnotations(element);
            element.getEnclosedElements().forEach(member -> addMember(type, member));
            open.remove(element);
        }
    }

    private void addMember(DeclaredType owner, Element member) {
        boolean isStatic = member.getModifiers().contains(Modifier.STATIC);
        boolean isAnnotated = addAnnotations(member);
        if (member.getKind() == ElementKind.FIELD) {
            if (isAnnotated || (!isStatic && !member.getModifiers().contains(Modifier.TRANSIENT))) {
                add(types.asMemberOf(owner, member));
            }
        } else if (member instanceof ExecutableElement method) {
            for (VariableElement parameter : method.getParameters()) {
                isAnnotated |= addAnnotations(parameter);
            }
            if (isAnnotated || (!isStatic && isAccessor(method))) {
                ExecutableType signature =
                        (ExecutableType) (isStatic ? method.asType() : types.asMemberOf(owner, method));
                signature.getParameterTypes().forEach(this::add);
                add(signature.getReturnType());
            }
        }
    }

    private static boolean isAccessor(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        int parameters = method.getParameters().size();
        return method.getModifiers().contains(Modifier.PUBLIC)
                && ((parameters == 0 && (name.startsWith("get") || name.startsWith("is")))
                        || (parameters == 1 && name.startsWith("set")));
    }

    /** @return whether there is one of a JSON library */
    private boolean addAnnotations(Element element) {
        boolean isAnnotated = false;
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (isOneOf(
                    JSON_ANNOTATIONS, (TypeElement) mirror.getAnnotationType().asElement())) {
                isAnnotated = true;
                mirror.getElementValues().values().forEach(this::addClasses);
            }
        }
        return isAnnotated;
    }

    private void addClasses(AnnotationValue value) {
        Object content = value.getValue();
        if (content instanceof List<?> items) {
            items.forEach(item -> addClasses((AnnotationValue) item));
        } else if (content instanceof AnnotationMirror mirror) {
            mirror.getElementValues().values().forEach(this::addClasses);
        } else if (content instanceof TypeMirror type) {
            add(type);
        } else if (content.equals("<error>")) {
            // How javac has a class that it does not know.
            isComplete = false;
        }
    }

    private static boolean isOneOf(List<String> packages, TypeElement type) {
        String name = type.getQualifiedName().toString();
        return packages.stream().anyMatch(name::startsWith);
    }
}
