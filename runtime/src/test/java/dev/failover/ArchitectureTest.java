package dev.failover;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package may know which: see docs/architecture.md. */
@AnalyzeClasses(packages = "dev.failover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.failover";
    /** The package {@link #ROOT} itself. */
    private static final String FRONT_DOOR = "";

    /** From the bottom to the top; what stands in one line does not know each other. */
    private static final String[][] LAYERS = {
        {"time", "failure"},
        {"retry", "breaker", "limiter", "pool", "metrics"},
        {"endpoint"},
        {"http"},
        {"select", "cache"},
        {"call"},
        {"health"},
        {"config", "transport", "codec", "store"},
        {FRONT_DOOR},
        {"stub"},
    };

    /** The layers that every call goes through, and the agent ships. */
    private static final String[] ENGINE = Stream.of(LAYERS)
            .limit(7)
            .flatMap(Stream::of)
            .map(ArchitectureTest::name)
            .toArray(String[]::new);

    /** What is not ours and not of the JDK. */
    private static final Map<String, List<String>> FOREIGN = Map.of(
            "transport",
            List.of("org.apache.hc..", "org.slf4j.."),
            "store",
            List.of("org.ehcache.."),
            "codec",
            List.of("com.fasterxml.jackson..", "tools.jackson..", "com.google.gson..", "jakarta.json.bind.."));

    @ArchTest
    static void importsGoInOneDirection(JavaClasses classes) {
        List<String> below = new ArrayList<>(List.of("java..", "javax..", "org.jspecify.annotations.."));
        Set<String> layers = new TreeSet<>();
        for (String[] layer : LAYERS) {
            for (String each : layer) {
                List<String> allowed = new ArrayList<>(below);
                allowed.add(name(each));
                allowed.addAll(FOREIGN.getOrDefault(each, List.of()));
                classes()
                        .that()
                        .resideInAPackage(name(each))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(allowed.toArray(new String[0]))
                        .check(classes);
                layers.add(name(each));
            }
            below.addAll(Stream.of(layer).map(ArchitectureTest::name).collect(Collectors.toList()));
        }
        Set<String> packages = new TreeSet<>();
        classes.forEach(each -> packages.add(each.getPackageName()));
        packages.remove(name("annotations"));
        assertThat(layers).as("all packages of the runtime").isEqualTo(packages);
    }

    /** The page says the same: each line of {@link #LAYERS}, in this order, in its table. */
    @ArchTest
    static void theTableOfTheDocumentationSaysTheSame(JavaClasses classes) throws IOException {
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get("../docs/architecture.md"))) {
            Matcher row = Pattern.compile("\\| ((?:`[a-z.]+` )+)\\| .*").matcher(line);
            if (line.startsWith("## The life of a call")) {
                break;
            }
            if (row.matches()) {
                documented.addAll(List.of(row.group(1).replace("`", "").trim().split(" ")));
            }
        }
        assertThat(documented)
                .containsExactly(Stream.of(LAYERS)
                        .flatMap(Stream::of)
                        .map(each -> each.isEmpty() ? ROOT : each)
                        .toArray(String[]::new));
        assertThat(classes).isNotEmpty();
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

    private static final List<Class<?>> CONTAINERS = List.of(
            Map.class,
            Collection.class,
            AtomicReference.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicBoolean.class,
            AtomicIntegerArray.class,
            AtomicLongArray.class,
            AtomicReferenceArray.class,
            AtomicMarkableReference.class,
            AtomicStampedReference.class,
            LongAdder.class,
            DoubleAdder.class,
            LongAccumulator.class,
            DoubleAccumulator.class,
            BitSet.class);

    /** Containers that could be changed, and never are. */
    private static final Set<String> NEVER_WRITTEN = Set.of(
            // The values of an enum, which values() would copy for each call.
            "metrics.ServiceMetrics.OUTCOMES",
            "metrics.ServiceMetrics.RETRY_REASONS",
            "metrics.ServiceMetrics.SUPPRESSED_REASONS",
            "metrics.ServiceMetrics.HEDGE_RESULTS",
            "metrics.ServiceMetrics.WOULD_BES",
            "metrics.CacheMetrics.RESULTS",
            "metrics.EndpointSnapshot.OUTCOMES",
            "metrics.EndpointSnapshot.BREAKER_EVENTS",
            "call.Outcome.KINDS",
            // A table that holds nothing; who counts swaps in a copy of it.
            "metrics.Counters.NONE",
            "metrics.LatencyHistogram.NONE",
            "metrics.ServiceMetrics.NO_CALLS",
            "metrics.EndpointMetrics.NO_ATTEMPTS",
            // Stands for "closed" by being this very object: only compared.
            "time.TimerWorker.CLOSED",
            // Tables of constants that are looked through.
            "cache.CachedAnswer.OF_NOT_MODIFIED",
            "cache.Credentials.MARKS",
            "cache.CacheRequest.DISGUISES",
            "cache.Credentials.ROUTE",
            "cache.HopByHop.FOR_ALL",
            "cache.HopByHop.NAMES",
            "cache.Preconditions.FOR_A_CACHE",
            "cache.Preconditions.FOR_THE_ORIGIN",
            "cache.Storability.HEURISTIC",
            "cache.Storability.UNDERSTOOD",
            "cache.Updates.OF_THE_BODY",
            "call.Failures.CANCELLED",
            "call.Failures.CONNECT",
            "call.Failures.TIMEOUT",
            "config.ConfigKeys.BY_NAME",
            "config.NameHints.SECTIONS",
            "http.HttpMethod.KNOWN",
            "http.RateLimitFields.PREFIXES",
            "http.HttpDate.DAYS");

    /** What a test or a program could change there, it would change for everybody: clocks and the like belong to an object. */
    @ArchTest
    static final ArchRule y16_noStaticFieldCanBeSet =
            fields().that().areStatic().should().beFinal();

    /** The same, one step further in. */
    @ArchTest
    static void y16_nothingStaticCanBeChanged(JavaClasses classes) throws ReflectiveOperationException {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : classes) {
            for (JavaField field : each.getFields()) {
                if (field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && isContainer(field.getRawType())
                        && !isConstant(field.reflect())) {
                    found.add(field.getFullName().substring(ROOT.length() + 1));
                }
            }
        }
        Set<String> gone = new TreeSet<>(NEVER_WRITTEN);
        gone.removeAll(found);
        found.removeAll(NEVER_WRITTEN);
        assertThat(found).as("containers that could be changed").isEmpty();
        assertThat(gone).as("allowed, but not there any more").isEmpty();
    }

    private static boolean isContainer(JavaClass type) {
        return type.isArray() || CONTAINERS.stream().anyMatch(type::isAssignableTo);
    }

    /** Nothing fits in it, or its class lets nothing be changed. */
    private static boolean isConstant(Field field) throws ReflectiveOperationException {
        field.setAccessible(true);
        Object value = field.get(null);
        return field.getType().isArray()
                ? Array.getLength(value) == 0
                : value.getClass()
                        .getName()
                        .matches(
                                "java\\.util\\.(Collections\\$(Unmodifiable|Empty|Singleton)|ImmutableCollections\\$).*");
    }

    /** It would keep a thread's class loader alive, and that of whoever put something there. */
    @ArchTest
    static final ArchRule y13_nothingIsTiedToAThread =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    private static String name(String layer) {
        return layer.isEmpty() ? ROOT : ROOT + "." + layer;
    }
}
