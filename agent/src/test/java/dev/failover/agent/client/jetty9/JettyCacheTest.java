package dev.failover.agent.client.jetty9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acme.jetty.JettyCacheCases;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** {@link JettyCacheCases} with woven versions of Jetty's client, each of which does something of ours in a way of its own. */
class JettyCacheTest {
    private static final List<String> VERSIONS =
            WovenLibrary.versions(List.of("9.4.0.v20161208", "9.4.58.v20250814", "11.0.26"), List.of("10.0.26"));

    @TestFactory
    Stream<DynamicNode> cases() {
        return VERSIONS.stream().map(version -> dynamicContainer(version, casesOf(version)));
    }

    private static Stream<DynamicNode> casesOf(String version) {
        WovenLibrary library = new WovenLibrary(Path.of("target", "jetty", version), "acme.jetty", Map.of());
        return Arrays.stream(JettyCacheCases.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JettyCacheCases.Case.class))
                .map(Method::getName)
                .sorted()
                .map(name -> dynamicTest(name, () -> run(library, name)));
    }

    private static void run(WovenLibrary library, String name) throws Throwable {
        Consumer<AgentEngine> installer = library::install;
        long failures = Bridge.failures();
        try {
            Class<?> cases = library.loadClass(JettyCacheCases.class.getName());
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
        assertThat(library.woven()).as("woven classes").hasSize(2);
    }
}
