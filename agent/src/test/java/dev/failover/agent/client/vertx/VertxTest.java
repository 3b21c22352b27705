package dev.failover.agent.client.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acme.vertx.VertxCacheCases;
import acme.vertx.VertxCases;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.loading.WovenLibrary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** {@link VertxCases} with woven versions of Vert.x, each of which does something of ours in a way of its own. */
class VertxTest {
    private static final List<String> VERSIONS =
            WovenLibrary.versions(List.of("4.0.3", "4.5.30", "5.2.3"), List.of("4.3.8", "5.0.7"));

    @TestFactory
    Stream<DynamicNode> cases() {
        return VERSIONS.stream()
                .map(version -> dynamicContainer(version, casesOf(VertxCases.class, version, Map.of())));
    }

    @TestFactory
    Stream<DynamicNode> casesOfTheCache() {
        return VERSIONS.stream()
                .map(version -> dynamicContainer(version, casesOf(VertxCacheCases.class, version, Map.of())));
    }

    /** As programs have it that took Vert.x along. */
    @TestFactory
    Stream<DynamicNode> casesUnderOtherNames() {
        Map<String, String> renamed = Map.of("io/vertx", "acme/shaded/vertx");
        return Stream.of("4.5.30")
                .map(version -> dynamicContainer(
                        version + " renamed",
                        Stream.concat(
                                casesOf(VertxCases.class, version, renamed),
                                casesOf(VertxCacheCases.class, version, renamed))));
    }

    private static Stream<DynamicNode> casesOf(Class<?> cases, String version, Map<String, String> renamed) {
        WovenLibrary library = new WovenLibrary(Path.of("target", "vertx", version), "acme.vertx", renamed);
        return Arrays.stream(cases.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(VertxCases.Case.class))
                .filter(method -> isBefore(
                        version, method.getAnnotation(VertxCases.Case.class).before()))
                .map(Method::getName)
                .sorted()
                .map(name -> dynamicTest(name, () -> run(library, cases, name)));
    }

    private static boolean isBefore(String version, String before) {
        return Integer.parseInt(version.substring(0, version.indexOf('.'))) < Integer.parseInt(before);
    }

    private static void run(WovenLibrary library, Class<?> original, String name) throws Throwable {
        Consumer<AgentEngine> installer = library::install;
        long failures = Bridge.failures();
        try {
            Class<?> cases = library.loadClass(original.getName());
            Object object = cases.getConstructor(Consumer.class).newInstance(installer);
            try {
                cases.getMethod("adapter", Supplier.class).invoke(object, (Supplier<ClassLoader>) library::adapter);
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
        assertThat(library.woven()).as("woven classes").hasSize(3);
    }
}
