package dev.failover;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package may know which: see docs/architecture.md. */
@AnalyzeClasses(packages = "dev.failover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.failover";
    /** From the bottom to the top; what stands in one line does not know each other. */
    private static final String[][] LAYERS = {
        {"time", "failure"},
        {"retry", "breaker", "limiter", "pool", "metrics"},
        {"endpoint"},
        {"http"},
        {"select"},
        {"call"},
        {"health"},
    };

    private static final String[] ENGINE =
            Stream.of(LAYERS).flatMap(Stream::of).map(ArchitectureTest::name).toArray(String[]::new);

    @ArchTest
    static void importsGoInOneDirection(JavaClasses classes) {
        List<String> below = new ArrayList<>();
        for (String[] layer : LAYERS) {
            for (String each : layer) {
                List<String> allowed = new ArrayList<>(below);
                allowed.add(name(each));
                classes()
                        .that()
                        .resideInAPackage(name(each))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(Stream.concat(
                                        allowed.stream(), Stream.of("java..", "javax..", "org.jspecify.annotations.."))
                                .toArray(String[]::new))
                        .check(classes);
            }
            below.addAll(Stream.of(layer).map(ArchitectureTest::name).collect(Collectors.toList()));
        }
    }

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.failover.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFrontDoorKnowsTheTransport = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, "dev.failover.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.failover.transport..", "org.apache..", "org.slf4j..");

    @ArchTest
    static final ArchRule theFrontDoorKnowsNoHttpClient5 = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "org.slf4j..");

    @ArchTest
    static final ArchRule theEngineDoesNotKnowTheConfiguration = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.failover.config..", ROOT);

    /** It runs in the premain of an agent, where loading any of these changes the program. */
    @ArchTest
    static final ArchRule nothingThatCostsStartUpTime = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .or()
            .resideInAPackage("dev.failover.config")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..", "java.nio.file..", "java.util.regex..", "java.lang.management..");

    /** A monitor pins a virtual thread, and holds up everybody behind a thread that is not scheduled. */
    @ArchTest
    static void nothingIsSynchronized(JavaClasses classes) throws IOException {
        Pattern keyword = Pattern.compile("\\bsynchronized\\b");
        List<String> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Paths.get("src/main/java/dev/failover"))) {
            for (Path source :
                    (Iterable<Path>) sources.filter(file -> file.toString().endsWith(".java"))::iterator) {
                for (String line : Files.readAllLines(source)) {
                    String code = line.trim();
                    if (!code.startsWith("*")
                            && !code.startsWith("/")
                            && keyword.matcher(code).find()) {
                        found.add(source + ": " + code);
                    }
                }
            }
        }
        assertThat(found).isEmpty();
        assertThat(classes).isNotEmpty();
    }

    /** What a call touches on its way to success waits for nobody: locks are for registering and starting only. */
    @ArchTest
    static final ArchRule theEngineTakesNoLock = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.concurrent\\.(locks\\..*Lock|Semaphore|CountDownLatch)");

    /** What a test or a program could change there, it would change for everybody: clocks and the like belong to an object. */
    @ArchTest
    static final ArchRule y16_nothingStaticCanBeChanged = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .andShould()
            .notHaveRawType(type(AtomicReference.class)
                    .or(type(AtomicInteger.class))
                    .or(type(AtomicLong.class))
                    .or(type(AtomicBoolean.class))
                    .or(type(ConcurrentMap.class)));

    /** It would keep a thread's class loader alive, and that of whoever put something there. */
    @ArchTest
    static final ArchRule y13_nothingIsTiedToAThread =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    private static String name(String layer) {
        return ROOT + "." + layer;
    }
}
