package dev.failover.agent;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from {@code inst/**.classdata} of its jar, where no other loader looks, and sees nothing of the
 * program: its parent holds the JDK and the bridge only.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String INST = "dev.failover.agent.inst.";
    private static final String LOADING = "dev.failover.agent.loading.";
    private static final String CLIENT = "dev.failover.agent.client.";

    private final ZipFile jar;
    private final File file;
    /** Whoever starts a program with an agent trusts the agent: a policy is written for the program. */
    private final ProtectionDomain everything;

    AgentClassLoader(File file) throws IOException {
        super(platform());
        // As a plain archive: signatures cost start-up time.
        // Whoever can change the jar can change the command line.
        jar = new ZipFile(file);
        this.file = file;
        Permissions permissions = new Permissions();
        permissions.add(new AllPermission());
        everything = new ProtectionDomain(null, permissions);
    }

    /**
     * From Java 9 on, classes of the JDK are spread over two loaders; the boot loader alone does not see them all. Asked by
     * reflection only in need: the call of such a method makes a JVM read annotations first, a quarter of all that the agent
     * takes at the start.
     */
    private static @Nullable ClassLoader platform() {
        ClassLoader highest = null;
        for (ClassLoader loader = getSystemClassLoader(); loader != null; loader = loader.getParent()) {
            highest = loader;
        }
        if (highest != null
                && highest.getClass().getName().equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader")) {
            return highest;
        }
        try {
            return (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
        } catch (ReflectiveOperationException java8) {
            return null;
        }
    }

    /** What is in here is nowhere else, and most of what the agent asks for as it starts is in here. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOurs(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private static boolean isOurs(String name) {
        return name.startsWith(INST) || name.startsWith(LOADING) || name.startsWith(CLIENT);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        try {
            bytes = read(name.replace('.', '/') + ".class");
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, everything);
    }

    /** The weaver reads the code that it inlines this way. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] bytes = read(name);
            return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** The cache's store looks for its parts this way. */
    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return jar.getEntry("inst/" + name) == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singletonList(new URL("jar:" + file.toURI() + "!/inst/" + name)));
    }

    private byte @Nullable [] read(String name) throws IOException {
        String path = name.endsWith(".class") ? "inst/" + name + "data" : "inst/" + name;
        ZipEntry entry = jar.getEntry(path);
        if (entry == null) {
            return null;
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        try (InputStream in = jar.getInputStream(entry)) {
            for (int read = 0; read < bytes.length; ) {
                int n = in.read(bytes, read, bytes.length - read);
                if (n < 0) {
                    throw new EOFException(path);
                }
                read += n;
            }
        }
        return bytes;
    }
}
