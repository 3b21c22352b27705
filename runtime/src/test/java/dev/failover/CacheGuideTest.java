package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The page {@code docs/cache.md}: each test that it names is there. */
class CacheGuideTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final String[] PACKAGES = {"dev.failover.cache.", "dev.failover.http.", "dev.failover."};

    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        String page = new String(Files.readAllBytes(Path.of("../docs/cache.md")), StandardCharsets.UTF_8);
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (Matcher found = TEST.matcher(page); found.find(); named++) {
            if (!isTest(found.group(1), found.group(2))) {
                missing.add(found.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    private static boolean isTest(String name, String method) {
        for (String each : PACKAGES) {
            try {
                return Arrays.stream(Class.forName(each + name).getDeclaredMethods())
                        .anyMatch(candidate -> candidate.getName().equals(method)
                                && (candidate.isAnnotationPresent(Test.class)
                                        || candidate.isAnnotationPresent(ParameterizedTest.class)));
            } catch (ClassNotFoundException inAnotherPackage) {
                // Then it is in one of the others, or missing.
            }
        }
        return false;
    }
}
