package dev.failover.processor;

import dev.failover.processor.check.Message.Effect;
import dev.failover.processor.check.Problem;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Tells the compiler what to underline. */
final class Printer {
    private final Messager messager;
    /** What has a source in this compilation; the compiler can show nothing of a class file. */
    private final Set<String> sources = new HashSet<>();

    Printer(Messager messager) {
        this.messager = messager;
    }

    void hasSource(Element root) {
        sources.add(root.toString());
    }

    void print(ServiceModel service, Problem problem) {
        Diagnostic.Kind kind =
                problem.message().effect() == Effect.WARNING ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
        Origin origin = problem.origin();
        if (sources.contains(outermost(origin.element()).toString())) {
            messager.printMessage(kind, problem.text(), origin.element(), origin.mirror(), origin.value());
        } else {
            String where =
                    " (" + path(origin.element()) + ", which " + service.type().getSimpleName() + " inherits)";
            messager.printMessage(
                    kind,
                    problem.text() + where,
                    service.type(),
                    service.origin().mirror());
        }
    }

    /** {@code arg1 of find(String) of shop.Base} */
    private static String path(Element element) {
        StringBuilder path = new StringBuilder(element.toString());
        for (Element at = element.getEnclosingElement();
                at instanceof ExecutableElement || at instanceof TypeElement;
                at = at.getEnclosingElement()) {
            path.append(" of ").append(at);
        }
        return path.toString();
    }

    private static Element outermost(Element element) {
        Element found = element;
        for (Element at = element; at != null; at = at.getEnclosingElement()) {
            if (at instanceof TypeElement) {
                found = at;
            }
        }
        return found;
    }
}
