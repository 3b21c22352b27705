package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentLog;
import dev.failover.agent.client.Privileged;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches classes being loaded. A look-up by name is all that a class costs that is not of interest; what weaves is only
 * loaded when the first one is, so a program without HTTP never pays for it.
 */
final class ClientTransformer implements ClassFileTransformer {
    private static final String OURS = "dev/failover/";

    private final Targets targets = new Targets();
    private final Adapters adapters = new Adapters(ClientTransformer.class.getClassLoader());
    private final ClassLoader own = ClientTransformer.class.getClassLoader();

    private final @Nullable ClassLoader platform =
            ClassLoader.getSystemClassLoader().getParent();

    /** Where a library was left alone. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    private ClientTransformer() {}

    static void install(Instrumentation instrumentation) {
        ClientTransformer transformer = ready();
        boolean again = instrumentation.isRetransformClassesSupported();
        instrumentation.addTransformer(transformer, again);
        if (again) {
            transformer.catchUp(instrumentation);
        }
    }

    /** A transformer whose woven code is answered. */
    static ClientTransformer ready() {
        ClientTransformer transformer = new ClientTransformer();
        for (Place place : Place.values()) {
            Bridge.install(
                    place.ordinal(),
                    place.isOfJdk()
                            ? new LateHandler(transformer.own, place.handler())
                            : new AdapterHandler(place, transformer.adapters));
        }
        transformer.rehearse();
        return transformer;
    }

    /** Loads what every class to come passes: a class that is needed to load itself would be a circle. */
    private void rehearse() {
        Privileged.isNeeded();
        OtherAgents.isTheirs(own);
        transform(null, "java/lang/Object", null, null, new byte[0]);
        transform(own.getParent(), "example/InternalHttpClient", null, null, new byte[0]);
    }

    /** Classes that came before us: from an archive of the JVM, or because we were attached late. */
    private void catchUp(Instrumentation instrumentation) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (mayBeTarget(loaded)) {
                found.add(loaded);
            }
        }
        // A client can be woven once its class loader finds the bridge.
        catchUp(instrumentation, found, true);
        catchUp(instrumentation, found, false);
    }

    /** What every program has loaded before it begins is almost all of the boot loader's: a thousand classes, of which none is. */
    private boolean mayBeTarget(Class<?> loaded) {
        return loaded.getClassLoader() != null || targets.mayBeOfJdk(loaded.getName());
    }

    private void catchUp(Instrumentation instrumentation, List<Class<?>> all, boolean classLoaders) {
        for (Class<?> loaded : all) {
            Target target = target(loaded.getClassLoader(), loaded.getName().replace('.', '/'));
            if (target != null && classLoaders == (target.library == Library.CLASS_LOADERS)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Throwable failure) {
                    Bridge.failed("FA103", loaded.getName() + ", which was loaded before, is left alone", failure);
                }
            }
        }
    }

    private @Nullable Target target(@Nullable ClassLoader loader, String path) {
        if (loader == null || loader == platform) {
            Target ofJdk = targets.ofJdk(path);
            if (ofJdk != null) {
                return ofJdk;
            }
        }
        // Our own library has an HttpClient 5 inside, whose calls are attempts already.
        Target found = loader == own || path.startsWith(OURS) ? null : targets.ofLibrary(path);
        return found == null || OtherAgents.isTheirs(loader) ? null : found;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String path,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (path == null) {
            return null;
        }
        try {
            Target target = target(loader, path);
            if (target == null) {
                return null;
            }
            return Privileged.isNeeded()
                    ? weavePrivileged(loader, path, target, bytes)
                    : weave(loader, path, target, bytes);
        } catch (Throwable failure) {
            Bridge.failed("FA102", path + " is left alone, because it could not be woven", failure);
            return null;
        }
    }

    /** No lambda: this runs while a class is being loaded. */
    private byte @Nullable [] weavePrivileged(@Nullable ClassLoader loader, String path, Target target, byte[] bytes) {
        return AccessController.doPrivileged(new PrivilegedAction<byte @Nullable []>() {
            @Override
            public byte @Nullable [] run() {
                return weave(loader, path, target, bytes);
            }
        });
    }

    private byte @Nullable [] weave(@Nullable ClassLoader loader, String path, Target target, byte[] bytes) {
        if (!canReachBridge(target, loader)) {
            return null;
        }
        Naming naming = new Naming(target, path);
        byte[] woven = Weaver.weave(target, naming, bytes);
        if (woven != null) {
            adapters.woven(path, naming);
        }
        return woven;
    }

    /** A call of the bridge from a class whose loader cannot find it would be an error in the middle of the program. */
    private boolean canReachBridge(Target target, @Nullable ClassLoader loader) {
        if (loader == null || target.library == Library.CLASS_LOADERS) {
            return true;
        }
        try {
            if (Class.forName(Bridge.class.getName(), false, loader) == Bridge.class) {
                return true;
            }
        } catch (ClassNotFoundException | LinkageError hidden) {
            // Told below.
        }
        String where = target.library.title() + " is left alone in "
                + loader.getClass().getName();
        if (told.putIfAbsent(where, where) == null) {
            AgentLog.line(
                    "FA302 " + where + ": that class loader hides the agent's package dev.failover.agent.bridge.v1");
        }
        return false;
    }
}
