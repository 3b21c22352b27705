package dev.failover.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Read never prints, check never writes, and the runtime's parsers are all that is taken from the runtime. */
@AnalyzeClasses(packages = "dev.failover.processor", importOptions = DoNotIncludeTests.class)
class LayersTest {
    private static final String HERE = "dev.failover.processor.";

    @ArchTest
    static final ArchRule MODEL_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(HERE + "model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HERE + "read", HERE + "check", HERE + "write");

    @ArchTest
    static final ArchRule LAYERS_MEET_IN_THE_MODEL_ONLY = noClasses()
            .that()
            .resideInAPackage(HERE + "read")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HERE + "check", HERE + "write")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javax.annotation.processing.Messager");

    @ArchTest
    static final ArchRule CHECK_WRITES_NOTHING = noClasses()
            .that()
            .resideInAPackage(HERE + "check")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HERE + "read", HERE + "write", "com.palantir..");

    @ArchTest
    static final ArchRule WRITE_JUDGES_NOTHING = noClasses()
            .that()
            .resideInAPackage(HERE + "write")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HERE + "read", HERE + "check");

    @ArchTest
    static final ArchRule RUNTIME_IS_PARSERS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.failover", "dev.failover.stub..", "dev.failover.http..", "dev.failover.call..");
}
