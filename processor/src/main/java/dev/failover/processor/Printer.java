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

    /** Of what has a source. */
    void print(Problem problem) {
        Origin origin = problem.origin();
        messager.printMessage(kind(problem), problem.text(), origin.element(), origin.mirror(), origin.value());
    }

    void print(ServiceModel service, Problem problem) {
        Origin origin = problem.origin();
        if (sources.contains(outermost(origin.element()).toString())) {
            print(problem);
            return;
        }
        String relation = service.isImported() ? " imports)" : " inherits)";
        String where =
                " (" + path(origin.element()) + ", which " + service.home().getSimpleName() + relation;
        Origin marker = service.origin();
        messager.printMessage(kind(problem), problem.text() + where, marker.element(), marker.mirror(), marker.value());
    }

    private static Diagnostic.Kind kind(Problem problem) {
        return problem.message().effect() == Effect.WARNING ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
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
