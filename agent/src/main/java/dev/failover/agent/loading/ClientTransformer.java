package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches classes being loaded. One look-up by name is all that a class costs that is not of interest; what weaves is
 * only loaded when the first one is, so a program without HTTP never pays for it.
 */
final class ClientTransformer implements ClassFileTransformer {
    private static final String HTTP_HANDLER = "sun/net/www/protocol/http/Handler";
    private static final String HTTPS_HANDLER = "sun/net/www/protocol/https/Handler";
    private static final String URL_CONNECTION = "sun/net/www/protocol/http/HttpURLConnection";
    private static final String URL_CLIENT = "sun/net/www/http/HttpClient";
    private static final String JDK_CLIENT = "jdk/internal/net/http/HttpClientImpl";

    private final Map<String, Recipe> recipes = new HashMap<>();

    private final @Nullable ClassLoader platform =
            ClassLoader.getSystemClassLoader().getParent();

    private ClientTransformer() {
        recipes.put(HTTP_HANDLER, Recipe.STREAM_HANDLER);
        recipes.put(HTTPS_HANDLER, Recipe.STREAM_HANDLER);
        recipes.put(URL_CONNECTION, Recipe.URL_CONNECTION);
        recipes.put(URL_CLIENT, Recipe.URL_CLIENT);
        recipes.put(JDK_CLIENT, Recipe.JDK_CLIENT);
    }

    static void install(Instrumentation instrumentation) {
        ClassLoader own = ClientTransformer.class.getClassLoader();
        Bridge.install(Bridge.URL_OPENED, new LateHandler(own, "dev.failover.agent.client.url.UrlOpened"));
        Bridge.install(Bridge.URL_FRESH, new LateHandler(own, "dev.failover.agent.client.url.UrlFresh"));
        Bridge.install(Bridge.URL_ONCE, new LateHandler(own, "dev.failover.agent.client.url.UrlOnce"));
        Bridge.install(Bridge.JDK_SEND, new LateHandler(own, "dev.failover.agent.client.jdk.JdkSend"));
        Bridge.install(Bridge.JDK_SEND_ASYNC, new LateHandler(own, "dev.failover.agent.client.jdk.JdkSendAsync"));
        ClientTransformer transformer = new ClientTransformer();
        boolean again = instrumentation.isRetransformClassesSupported();
        instrumentation.addTransformer(transformer, again);
        if (again) {
            transformer.catchUp(instrumentation);
        }
    }

    /** Classes that came before us: from an archive of the JVM, or because we were attached late. */
    private void catchUp(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getClassLoader() == null
                    && recipes.containsKey(loaded.getName().replace('.', '/'))) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    Bridge.failed(failure);
                }
            }
        }
    }

    /** Of the boot loader, or of the platform loader, which has {@code java.net.http}. */
    private boolean isOfJdk(@Nullable ClassLoader loader) {
        return loader == null || loader == platform;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        Recipe recipe = name == null ? null : recipes.get(name);
        if (name == null || recipe == null || !isOfJdk(loader)) {
            return null;
        }
        try {
            return Weaver.weave(recipe, name.replace('/', '.'), bytes);
        } catch (Throwable failure) {
            Bridge.failed(failure);
            return null;
        }
    }
}
