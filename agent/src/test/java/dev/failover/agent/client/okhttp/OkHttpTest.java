package dev.failover.agent.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acme.okhttp.OkHttpCacheCases;
import acme.okhttp.OkHttpCases;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.loading.WovenLibrary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** {@link OkHttpCases} with woven versions of OkHttp, each of which does something of ours in a place of its own. */
class OkHttpTest {
    private static final List<String> VERSIONS =
            WovenLibrary.versions(List.of("3.4.0", "3.14.9", "4.12.0", "5.5.1"), List.of("3.9.1", "5.3.2"));

    @TestFactory
    Stream<DynamicNode> cases() {
        return VERSIONS.stream()
                .map(version -> dynamicContainer(version, casesOf(OkHttpCases.class, version, Map.of())));
    }

    @TestFactory
    Stream<DynamicNode> casesOfTheCache() {
        return VERSIONS.stream()
                .map(version -> dynamicContainer(version, casesOf(OkHttpCacheCases.class, version, Map.of())));
    }

    /** As programs have it that took OkHttp along. */
    @TestFactory
    Stream<DynamicNode> casesUnderOtherNames() {
        Map<String, String> renamed = new TreeMap<>();
        renamed.put("okhttp3", "acme/shaded/http");
        renamed.put("okio", "acme/elsewhere/io");
        return Stream.of("3.14.9", "5.5.1")
                .map(version -> dynamicContainer(
                        version + " renamed",
                        Stream.concat(
                                casesOf(OkHttpCases.class, version, renamed),
                                casesOf(OkHttpCacheCases.class, version, renamed))));
    }

    private static Stream<DynamicNode> casesOf(Class<?> cases, String version, Map<String, String> renamed) {
        WovenLibrary library = new WovenLibrary(Path.of("target", "okhttp", version), "acme.okhttp", renamed);
        return Arrays.stream(cases.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(OkHttpCases.Case.class))
                .filter(method -> isSince(
                        version, method.getAnnotation(OkHttpCases.Case.class).since()))
                .map(Method::getName)
                .sorted()
                .map(name -> dynamicTest(name, () -> run(cases, library, name)));
    }

    private static boolean isSince(String version, String since) {
        return Arrays.compare(numbers(version), numbers(since)) >= 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private static void run(Class<?> casesOfProgram, WovenLibrary library, String name) throws Throwable {
        Consumer<AgentEngine> installer = library::install;
        long failures = Bridge.failures();
        try {
            Class<?> cases = library.loadClass(casesOfProgram.getName());
            Object object = cases.getConstructor(Consumer.class).newInstance(installer);
            try {
                Method method = cases.getDeclaredMethod(name);
                method.setAccessible(true);
                method.invoke(object);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            } finally {
                cases.getMethod("close").invoke(object);
            }
        } finally {
            WovenLibrary.remove();
        }
        assertThat(Bridge.failures()).as("faults of the agent").isEqualTo(failures);
        assertThat(library.woven()).as("woven classes").hasSizeBetween(1, 3);
    }
}
