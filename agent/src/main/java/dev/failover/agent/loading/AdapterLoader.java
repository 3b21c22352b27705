package dev.failover.agent.loading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of adapters once more for one copy of a library: below the library's own loader, so that they see its
 * classes whatever else the program has, and under the names that they bear there. All the rest of the agent is shared.
 */
final class AdapterLoader extends ClassLoader {
    private static final String AGENT = "dev.failover.";
    /** Adapters lie in packages below this one; what lies in it is shared. */
    private static final String CLIENTS = "dev.failover.agent.client.";

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader agent;
    private final Naming naming;
    private final @Nullable ProtectionDomain domain;

    AdapterLoader(ClassLoader agent, @Nullable ClassLoader library, Naming naming) {
        super(library);
        this.agent = agent;
        this.naming = naming;
        // What the agent may do, an adapter may do.
        domain = AdapterLoader.class.getProtectionDomain();
    }

    Library library() {
        return naming.library();
    }

    static boolean isAdapter(String name) {
        return name.startsWith(CLIENTS) && name.indexOf('.', CLIENTS.length()) > 0;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(AGENT)) {
            try {
                return super.loadClass(name, resolve);
            } catch (ClassNotFoundException hidden) {
                // A framework may show a library only those of the JDK's packages that the library itself wants.
                return agent.loadClass(name);
            }
        }
        if (!isAdapter(name)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name.replace('.', '/'));
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    /** A class of ours as it will be defined, or one of the library's as it was; null when there is none. */
    byte @Nullable [] bytes(String path) {
        boolean ours = isAdapter(path.replace('/', '.'));
        byte[] bytes = read(ours ? agent : getParent(), path + ".class");
        if (bytes == null || !ours || naming.isOriginal()) {
            return bytes;
        }
        ClassWriter renamed = new ClassWriter(0);
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String original) {
                return naming.map(original);
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(renamed, names), 0);
        return renamed.toByteArray();
    }

    private static byte @Nullable [] read(@Nullable ClassLoader loader, String resource) {
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            if (in == null) {
                return null;
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            for (int n; (n = in.read(chunk)) >= 0; ) {
                bytes.write(chunk, 0, n);
            }
            return bytes.toByteArray();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
