package dev.failover.config;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.FailureThreshold;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.HostNames;
import dev.failover.failure.FailureTypes;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgeDelay;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The package runs in the premain of an agent: see its package-info. */
class ConfigPackageRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.failover.config");

    @Test
    void nothingThatCostsStartUpTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.logging..",
                        "java.util.regex..",
                        "java.util.stream..",
                        "java.util.function..",
                        "java.lang.invoke..",
                        "java.lang.management..")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "split", String.class)
                .orShould()
                .callMethod(String.class, "matches", String.class)
                .orShould()
                .callMethod(String.class, "replaceAll", String.class, String.class)
                .orShould()
                .callMethod(String.class, "replace", CharSequence.class, CharSequence.class)
                .check(CLASSES);
    }

    @Test
    void nothingOfTheNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URL")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.InetAddress")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .check(CLASSES);
    }

    /** Reading knows a few kinds of values of the runtime; only {@link PolicySettings} knows what they are good for. */
    @Test
    void readingKnowsNothingOfTheRestOfTheRuntime() {
        classes()
                .that()
                .doNotHaveSimpleName("PolicySettings")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.failover.."))
                        .or(resideInAPackage("dev.failover.config"))
                        .or(belongToAnyOf(
                                Endpoint.class,
                                HostNames.class,
                                FailureThreshold.class,
                                BreakerMode.class,
                                FailureTypes.class,
                                HedgeDelay.class,
                                RateLimiterPolicy.class,
                                AdaptiveLimitPolicy.class,
                                ConnectionPoolPolicy.class)))
                .check(CLASSES);
    }

    @Test
    void noLambdas() throws IOException, URISyntaxException {
        File directory =
                new File(ConfigKeys.class.getResource("ConfigKeys.class").toURI()).getParentFile();
        for (File file : directory.listFiles()) {
            String constants = new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1);
            assertThat(constants.contains("LambdaMetafactory"))
                    .as(file.getName())
                    .isFalse();
        }
    }
}
