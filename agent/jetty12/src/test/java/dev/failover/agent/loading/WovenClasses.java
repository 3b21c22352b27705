package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.bridge.v1.Handler;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Classes of a library on this test's own class path, woven as the agent does it, with adapters from that class path too. */
public final class WovenClasses {
    private WovenClasses() {}

    /** Whatever of them is woven already is woven anew. */
    public static void weave(Class<?>... classes) throws UnmodifiableClassException {
        Set<String> wanted = new HashSet<>();
        for (Class<?> each : classes) {
            wanted.add(each.getName().replace('.', '/'));
        }
        Targets targets = new Targets();
        Set<String> done = new HashSet<>();
        ClassFileTransformer transformer = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String path, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
                Target target = wanted.contains(path) ? targets.ofLibrary(path) : null;
                byte[] woven = target == null ? null : Weaver.weave(target, new Naming(target, path), bytes);
                if (woven != null) {
                    done.add(path);
                }
                return woven;
            }
        };
        Instrumentation instrumentation = ByteBuddyAgent.install();
        instrumentation.addTransformer(transformer, true);
        try {
            instrumentation.retransformClasses(classes);
        } finally {
            instrumentation.removeTransformer(transformer);
        }
        if (!done.equals(wanted)) {
            throw new IllegalStateException("woven were " + done + " of " + wanted);
        }
    }

    /** What the woven code asks from now on; null ends it. */
    public static void install(Class<? extends Handler> type, Handler handler) {
        for (Place place : Place.values()) {
            if (place.handler().equals(type.getName())) {
                Bridge.install(place.ordinal(), handler);
                return;
            }
        }
        throw new IllegalArgumentException(type + " answers at no place");
    }
}
