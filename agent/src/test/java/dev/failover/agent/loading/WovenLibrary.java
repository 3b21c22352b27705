package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * A version of a library and a program that uses it, woven as the agent does it while they are loaded, in a class loader of
 * their own; both under other package names, if wanted. What the woven code asks goes to the adapter of this very copy.
 */
public final class WovenLibrary extends ClassLoader {
    private final URLClassLoader jars;
    private final String programs;
    private final Map<String, String> renamed;
    private final Targets targets = new Targets();
    private final Map<String, Naming> woven = new ConcurrentHashMap<>();
    private final Map<Place, Handler> handlers = new EnumMap<>(Place.class);
    private AdapterLoader adapter;

    /**
     * @param jars a folder
     * @param programs the package of the program, which is taken from this test's class path
     * @param renamed packages of the jars, as paths, and what they are to be called
     */
    public WovenLibrary(Path jars, String programs, Map<String, String> renamed) {
        super(WovenLibrary.class.getClassLoader());
        this.jars = new URLClassLoader(urls(jars), null);
        this.programs = programs.replace('.', '/');
        this.renamed = renamed;
    }

    /**
     * Which versions a test takes: the build has not all day, and the clients' own suite runs them again.
     *
     * @param always a version of each way in which the adapter works
     * @param more those of {@code -Dversions=all}
     */
    public static List<String> versions(List<String> always, List<String> more) {
        List<String> versions = new ArrayList<>(always);
        if ("all".equals(System.getProperty("versions"))) {
            versions.addAll(more);
        }
        return versions;
    }

    private static URL[] urls(Path folder) {
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                urls.add(file.toUri().toURL());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (urls.isEmpty()) {
            throw new IllegalStateException("no jar in " + folder);
        }
        return urls.toArray(URL[]::new);
    }

    /** From now on the woven code of this library is answered, with such an engine; {@link #remove} ends it. */
    public void install(AgentEngine engine) {
        handlers.clear();
        for (Place place : Place.values()) {
            if (!place.isOfJdk()) {
                Bridge.install(place.ordinal(), (self, a, b, c, d, e, f) -> {
                    Handler handler;
                    synchronized (handlers) {
                        handler = handlers.get(place);
                        if (handler == null) {
                            handler = handler(place, engine);
                            handlers.put(place, handler);
                        }
                    }
                    return handler.enter(self, a, b, c, d, e, f);
                });
            }
        }
    }

    public static void remove() {
        for (Place place : Place.values()) {
            if (!place.isOfJdk()) {
                Bridge.install(place.ordinal(), null);
            }
        }
    }

    private Handler handler(Place place, AgentEngine engine) throws ReflectiveOperationException {
        if (adapter == null) {
            adapter = new AdapterLoader(
                    WovenLibrary.class.getClassLoader(),
                    this,
                    woven.values().iterator().next());
        }
        AdapterLoader loader = adapter;
        List<String> missing = new ReferenceCheck(loader).missing(place.handler());
        if (!missing.isEmpty()) {
            throw new AssertionError(place + " needs what the library has not: " + missing);
        }
        Class<? extends Handler> type =
                Class.forName(place.handler(), true, loader).asSubclass(Handler.class);
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1) {
                constructor.setAccessible(true);
                return (Handler) constructor.newInstance(engine);
            }
        }
        return type.getDeclaredConstructor().newInstance();
    }

    /** Where its adapter is defined, once its code has asked. */
    public ClassLoader adapter() {
        return adapter;
    }

    /** The classes that were woven so far, by their names. */
    public Set<String> woven() {
        return woven.keySet();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String path = name.replace('.', '/');
            byte[] bytes = bytes(path);
            return bytes == null ? super.loadClass(name, resolve) : define(name, path, bytes);
        }
    }

    private Class<?> define(String name, String path, byte[] bytes) {
        Target target = targets.ofLibrary(path);
        byte[] defined = bytes;
        if (target != null) {
            Naming naming = new Naming(target, path);
            byte[] changed = Weaver.weave(target, naming, bytes);
            if (changed != null) {
                defined = changed;
                woven.put(name, naming);
            }
        }
        return defineClass(name, defined, 0, defined.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            byte[] bytes = bytes(name.substring(0, name.length() - 6));
            if (bytes != null) {
                return new java.io.ByteArrayInputStream(bytes);
            }
        }
        URL found = jars.findResource(name);
        try {
            return found == null ? super.getResourceAsStream(name) : found.openStream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A class of the library or of the program, under the name that it bears here; null for any other. */
    private byte[] bytes(String path) {
        String original = path;
        for (Map.Entry<String, String> entry : renamed.entrySet()) {
            if (path.startsWith(entry.getValue() + "/")) {
                original = entry.getKey() + path.substring(entry.getValue().length());
            } else if (path.startsWith(entry.getKey() + "/")) {
                return null;
            }
        }
        String file = original + ".class";
        URL found = original.startsWith(programs + "/")
                ? WovenLibrary.class.getClassLoader().getResource(file)
                : jars.findResource(file);
        if (found == null) {
            return null;
        }
        try (InputStream in = found.openStream()) {
            return rename(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] rename(byte[] bytes) {
        if (renamed.isEmpty()) {
            return bytes;
        }
        ClassWriter writer = new ClassWriter(0);
        Remapper names = new Remapper(net.bytebuddy.jar.asm.Opcodes.ASM9) {
            @Override
            public String map(String name) {
                for (Map.Entry<String, String> entry : renamed.entrySet()) {
                    if (name.startsWith(entry.getKey() + "/")) {
                        return entry.getValue() + name.substring(entry.getKey().length());
                    }
                }
                return name;
            }
        };
        new ClassReader(bytes).accept(new ClassRemapper(writer, names), 0);
        return writer.toByteArray();
    }
}
