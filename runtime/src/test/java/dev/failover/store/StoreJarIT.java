package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store as it is packaged: Ehcache moved into our packages and without what it does not need, on each Java. */
class StoreJarIT {
    private static final String DENY = "--sun-misc-unsafe-memory-access=deny";

    @TempDir
    static Path directory;

    @BeforeAll
    static void compile() {
        Jvm.compile("StoreProgram", directory);
    }

    @ParameterizedTest(name = "Java {0}{1}")
    @CsvSource({"8,''", "17,''", "25,''", "25," + DENY})
    void storesAndReadsOnEachJavaAndSaysNothing(int version, String option, @TempDir Path disk) throws Exception {
        Optional<Jvm> jvm = Jvm.find(version);
        if (jvm.isEmpty()) {
            System.out.println("SKIPPED StoreJarIT: " + Jvm.missing(version));
        }
        assumeTrue(jvm.isPresent(), Jvm.missing(version));
        List<String> options = option.isEmpty() ? List.of() : List.of(option);
        assertThat(Jvm.run(jvm.get().command(directory, options, "StoreProgram", disk.toString()), directory))
                .isEqualTo(new Jvm.Result(0, "ok" + System.lineSeparator(), ""));
    }

    @Test
    void nothingIsLeftOfWhatWeDoNotUse() throws Exception {
        List<String> services = new ArrayList<>();
        try (JarFile jar = new JarFile(Jvm.jar().toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();
            assertThat(names)
                    .noneMatch(name -> name.startsWith("OSGI-INF")
                            || name.endsWith(".xsd")
                            || name.endsWith(".jar")
                            || name.contains("terracottatech")
                            || name.contains("jsr107")
                            || name.contains("ehcache/xml")
                            || name.contains("ehcache/sizeof"));
            String ours = "dev/failover/shaded/ehcache/impl/internal/concurrent/ConcurrentHashMap.class";
            assertThat(names.stream()
                            .filter(name -> name.contains("ehcache/impl/internal/concurrent/ConcurrentHashMap")))
                    .containsExactly(ours);
            for (String name : names) {
                if (name.startsWith("META-INF/services/") && !name.endsWith("/")) {
                    services.add(name);
                    String lines = text(jar, name);
                    assertThat(lines.lines()).isNotEmpty().allMatch(line -> line.startsWith("dev.failover.shaded."));
                    assertThat(lines.lines().map(line -> line.replace('.', '/') + ".class"))
                            .allMatch(names::contains);
                }
                if (name.startsWith("dev/failover/shaded/ehcache/") && name.endsWith(".class")) {
                    assertThat(text(jar, name)).as(name).doesNotContain("sun/misc/Unsafe", "commitSuicide");
                }
            }
        }
        assertThat(services)
                .containsExactly("META-INF/services/dev.failover.shaded.ehcache.core.spi.service.ServiceFactory");
    }

    private static String text(JarFile jar, String name) throws Exception {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
