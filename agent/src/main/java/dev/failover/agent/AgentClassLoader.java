package dev.failover.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent from {@code inst/**.classdata} of its jar, where no other loader looks, and sees nothing of the
 * program: its parent holds the JDK and the bridge only.
 */
final class AgentClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;
    /** Whoever starts a program with an agent trusts the agent: a policy is written for the program. */
    private final ProtectionDomain everything;

    AgentClassLoader(File file) throws IOException {
        super(platform());
        // Not verified: signatures cost start-up time, and whoever can change the jar can change the command line.
        jar = new JarFile(file, false);
        Permissions permissions = new Permissions();
        permissions.add(new AllPermission());
        everything = new ProtectionDomain(null, permissions);
    }

    /** From Java 9 on, classes of the JDK are spread over two loaders; the boot loader alone does not see them all. */
    private static @Nullable ClassLoader platform() {
        try {
            return (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
        } catch (ReflectiveOperationException java8) {
            return null;
        }
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

    private byte @Nullable [] read(String name) throws IOException {
        String path = name.endsWith(".class") ? "inst/" + name + "data" : "inst/" + name;
        ZipEntry entry = jar.getEntry(path);
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(1024, entry.getSize()));
            byte[] chunk = new byte[8192];
            for (int n; (n = in.read(chunk)) >= 0; ) {
                bytes.write(chunk, 0, n);
            }
            return bytes.toByteArray();
        }
    }
}
