package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.AgentLog;
import dev.failover.agent.client.ShortHandler;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the adapters of the program's libraries: one for each copy of a library, below the class loader of that copy, and
 * collected together with it. Thread-safe.
 */
final class Adapters {
    /** Answers for a library that the adapter does not fit. */
    static final Handler LEAVE_ALONE = new ShortHandler() {
        @Override
        public Object @Nullable [] enter(
                @Nullable Object self, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return null;
        }
    };

    private final ClassLoader agent;

    /** By the path of a woven class, where its library lies. Names only: no class is held. */
    private final Map<String, Naming> namings = new ConcurrentHashMap<>();

    /** The same by the path of the class to which the woven ones belong. */
    private final Map<String, Naming> anchors = new ConcurrentHashMap<>();

    /** Hangs on the woven class, and so goes with it. */
    private final ClassValue<AdapterLoader> loaders = new ClassValue<AdapterLoader>() {
        @Override
        protected AdapterLoader computeValue(Class<?> woven) {
            Naming naming = namings.get(woven.getName().replace('.', '/'));
            if (naming == null) {
                throw new IllegalStateException(woven + " is not woven");
            }
            String anchor = naming.library().anchor();
            return anchor == null
                    ? new AdapterLoader(agent, woven.getClassLoader(), naming)
                    : anchored.get(anchor(woven, naming.map(anchor)));
        }
    };

    /** The same for libraries whose woven classes share one. */
    private final ClassValue<AdapterLoader> anchored = new ClassValue<AdapterLoader>() {
        @Override
        protected AdapterLoader computeValue(Class<?> anchor) {
            Naming naming = anchors.get(anchor.getName().replace('.', '/'));
            if (naming == null) {
                throw new IllegalStateException(anchor + " is no anchor");
            }
            return new AdapterLoader(agent, anchor.getClassLoader(), naming);
        }
    };

    Adapters(ClassLoader agent) {
        this.agent = agent;
    }

    /** A class was woven, whose library lies so. */
    void woven(String path, Naming naming) {
        String anchor = naming.library().anchor();
        if (anchor != null) {
            anchors.put(naming.map(anchor), naming);
        }
        namings.put(path, naming);
    }

    private static Class<?> anchor(Class<?> woven, String path) {
        try {
            return Class.forName(path.replace('/', '.'), false, woven.getClassLoader());
        } catch (ClassNotFoundException incomplete) {
            throw new IllegalStateException(woven + " has no " + path, incomplete);
        }
    }

    /** The handler of a place for objects of a class, which is woven or extends one that is; does nothing if it cannot. */
    Handler handler(Place place, Class<?> type) {
        Class<?> woven = type;
        while (!namings.containsKey(woven.getName().replace('.', '/'))) {
            woven = woven.getSuperclass();
            if (woven == null) {
                throw new IllegalStateException(type + " extends nothing that is woven");
            }
        }
        AdapterLoader loader = loaders.get(woven);
        List<String> missing = new ReferenceCheck(loader).missing(place.handler());
        if (!missing.isEmpty()) {
            AgentLog.line("FA301 " + loader.library().title() + origin(woven) + " is left alone: it has no "
                    + missing.get(0)
                    + (missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more that the agent needs"));
            return LEAVE_ALONE;
        }
        try {
            return Class.forName(place.handler(), true, loader)
                    .asSubclass(Handler.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot make " + place.handler(), broken);
        }
    }

    private static String origin(Class<?> woven) {
        CodeSource source = woven.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : " (" + location + ")";
    }
}
