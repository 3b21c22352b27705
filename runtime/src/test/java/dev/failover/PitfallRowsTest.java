package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The defects of the engines before us were written down in three tables, of breakers (B), limiters and bulkheads (L), and
 * retries and time-outs (Y). Each row of them is at least one test that is run and whose name begins with the row.
 */
class PitfallRowsTest {
    @Test
    void everyRowIsATest() {
        Set<String> missing = new TreeSet<>();
        rows(missing, 'b', 18);
        rows(missing, 'l', 14);
        rows(missing, 'y', 16);
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("dev.failover")) {
            if (isRun(each)) {
                each.getMembers().stream()
                        .filter(PitfallRowsTest::isTest)
                        .forEach(test -> missing.remove(test.getName().split("_", 2)[0]));
            }
        }
        assertThat(missing).as("rows without a test").isEmpty();
    }

    private static boolean isTest(JavaMember member) {
        boolean jupiter = member.isAnnotatedWith(Test.class)
                || member.isAnnotatedWith(ParameterizedTest.class)
                || member.isAnnotatedWith(RepeatedTest.class);
        boolean hidden = member.getModifiers().contains(JavaModifier.PRIVATE);
        return member.isAnnotatedWith(ArchTest.class)
                || (jupiter && !hidden && !member.isAnnotatedWith(Disabled.class));
    }

    /** It and everything around it. */
    private static boolean isRun(JavaClass type) {
        return type.getEnclosingClass()
                        .map(PitfallRowsTest::isRun)
                        .orElse(type.getSimpleName().endsWith("Test"))
                && !type.isAnnotatedWith(Disabled.class)
                && !type.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    private static void rows(Set<String> rows, char table, int count) {
        for (int row = 1; row <= count; row++) {
            rows.add(table + Integer.toString(row));
        }
    }
}
