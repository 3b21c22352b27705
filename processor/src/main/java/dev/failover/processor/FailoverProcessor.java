package dev.failover.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import dev.failover.processor.check.Message;
import dev.failover.processor.check.Problem;
import dev.failover.processor.check.Report;
import dev.failover.processor.check.Rules;
import dev.failover.processor.check.SharedServices;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.read.LateMembers;
import dev.failover.processor.read.OwnDialect;
import dev.failover.processor.read.ServiceReader;
import dev.failover.processor.read.Target;
import dev.failover.processor.read.Targets;
import dev.failover.processor.read.Unresolved;
import dev.failover.processor.write.NativeMetadata;
import dev.failover.processor.write.StubWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Generates a client for each interface with {@code @FailoverService}, or in one's {@code @FailoverService.Import}. One that mentions a type which does not
 * exist yet is put off to the next round, by name, as elements do not outlive a round.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes({OwnDialect.SERVICE, OwnDialect.IMPORT})
public final class FailoverProcessor extends AbstractProcessor {
    private final Set<String> deferred = new LinkedHashSet<>();
    /** What has been put off for getters, which happens once. */
    private final Set<String> waited = new HashSet<>();

    private @Nullable Tools tools;

    /** What lives as long as the compilation. */
    private record Tools(
            ServiceReader reader,
            StubWriter writer,
            NativeFiles nativeFiles,
            Printer printer,
            SharedServices sharedServices) {}

    /** For javac, which finds it as a service. */
    public FailoverProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        tools = new Tools(
                new ServiceReader(environment.getElementUtils(), environment.getTypeUtils()),
                new StubWriter(
                        environment.getElementUtils(), environment.getTypeUtils(), environment.getSourceVersion()),
                new NativeFiles(
                        environment.getFiler(),
                        environment.getElementUtils(),
                        new NativeMetadata(environment.getElementUtils(), environment.getTypeUtils())),
                new Printer(environment.getMessager()),
                new SharedServices());
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Tools kit = Objects.requireNonNull(tools, "init has not been called");
        round.getRootElements().forEach(kit.printer::hasSource);
        Set<String> names = new LinkedHashSet<>(deferred);
        deferred.clear();
        for (TypeElement annotation : annotations) {
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                // On anything else the compiler reports it already.
                if (element instanceof QualifiedNameable named) {
                    names.add(named.getQualifiedName().toString());
                }
            }
        }
        writeNativeFiles(kit);
        for (String name : names) {
            Element home = element(name);
            if (home != null) {
                process(home, name, round.processingOver(), kit);
            }
        }
        return false;
    }

    /** Of a type or a package; null if there is none any more. */
    private @Nullable Element element(String name) {
        Element type = processingEnv.getElementUtils().getTypeElement(name);
        return type == null ? processingEnv.getElementUtils().getPackageElement(name) : type;
    }

    /** Of clients of earlier rounds. */
    private void writeNativeFiles(Tools kit) {
        for (String name : kit.nativeFiles.homes()) {
            Set<String> interfaces = kit.nativeFiles.take(name);
            Element home = element(name);
            if (home != null) {
                Targets.in(home).found().stream()
                        .filter(target -> interfaces.contains(
                                target.type().getQualifiedName().toString()))
                        .forEach(target -> writeNativeFile(target, name, kit));
            }
        }
    }

    private void writeNativeFile(Target target, String name, Tools kit) {
        try {
            writeNativeFile(kit.reader.read(target), name, kit);
        } catch (RuntimeException bug) {
            report(target.type(), bug);
        }
    }

    private void writeNativeFile(ServiceModel service, String name, Tools kit) {
        try {
            kit.nativeFiles.write(service, name);
        } catch (IOException failure) {
            error(
                    service.type(),
                    "cannot write the native-image metadata of " + service.generatedName() + ": "
                            + failure.getMessage());
        }
    }

    /** Of several interfaces either all are put off or none, so that no client is generated twice. */
    private void process(Element home, String name, boolean isLast, Tools kit) {
        Targets targets = Targets.in(home);
        String unknown = targets.unknown();
        boolean isMissing =
                unknown != null || targets.found().stream().anyMatch(target -> Unresolved.in(target.type()) != null);
        boolean waits = isMissing
                || (targets.found().stream().anyMatch(target -> LateMembers.mayBeMissingIn(target.type()))
                        && waited.add(name));
        if (waits && !isLast) {
            deferred.add(name);
            return;
        }
        Origin unknownAt = targets.unknownAt();
        if (unknown != null && unknownAt != null) {
            Report report = new Report();
            report.add(Message.UNRESOLVED_TYPE, unknownAt, "A client", unknown);
            kit.printer.print(report.problems().get(0));
        }
        for (Origin origin : targets.refused()) {
            Report report = new Report();
            report.add(Message.NOT_AN_INTERFACE, origin, String.valueOf(origin.value()), "no interface");
            kit.printer.print(report.problems().get(0));
        }
        targets.found().forEach(target -> process(target, name, kit));
    }

    private void process(Target target, String name, Tools kit) {
        TypeElement type = target.type();
        try {
            String missing = Unresolved.in(type);
            ServiceModel service = kit.reader.read(target);
            Report report;
            if (missing == null) {
                report = Rules.check(service);
                kit.sharedServices.check(service, report);
            } else {
                report = new Report();
                report.add(Message.UNRESOLVED_TYPE, service.origin(), type.getSimpleName(), missing);
            }
            for (Problem problem : report.problems()) {
                kit.printer.print(service, problem);
            }
            write(service, report, name, kit);
        } catch (RuntimeException bug) {
            report(type, bug);
        }
    }

    private void report(TypeElement type, RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        error(
                type,
                "[FS000] the Failover processor failed at " + type.getSimpleName() + ": " + bug
                        + (trace.length == 0 ? "" : " at " + trace[0]) + ". This is a bug; please report it.");
    }

    private void write(ServiceModel service, Report report, String name, Tools kit) {
        boolean isWhole = service.allowsClass() && !report.hasErrors();
        JavaFile file = isWhole
                ? kit.writer.write(service)
                : kit.writer.writeStandIn(service, service.allowsClass() && report.allowsClass());
        try {
            file.writeTo(processingEnv.getFiler());
            if (isWhole) {
                writeNativeFile(service, name, kit);
            }
        } catch (FilerException taken) {
            Report late = new Report();
            late.add(
                    Message.NAME_TAKEN,
                    service.isImported() ? service.origin() : Origin.of(service.type()),
                    service.generatedName(),
                    service.type().getSimpleName());
            kit.printer.print(service, late.problems().get(0));
        } catch (IOException failure) {
            error(service.type(), "cannot write " + service.generatedName() + ": " + failure.getMessage());
        }
    }

    private void error(TypeElement type, String text) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, text, type);
    }
}
