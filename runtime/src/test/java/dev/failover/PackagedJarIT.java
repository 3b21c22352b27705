package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What an application gets: one jar that brings nothing it could meet in another version. */
class PackagedJarIT {
    private static final int JAVA_8 = 52;

    private final File jar = new File(System.getProperty("packaged.jar"));

    @Test
    void holdsOnlyClassesOfItsOwnForJava8() throws Exception {
        List<String> others = new ArrayList<>();
        List<String> tooNew = new ArrayList<>();
        int classes = 0;
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (!name.startsWith("dev/") && !name.startsWith("META-INF/")) {
                    others.add(name);
                }
                if (name.endsWith(".class")) {
                    classes++;
                    if (!name.startsWith("dev/failover/")) {
                        others.add(name);
                    }
                    try (DataInputStream in = new DataInputStream(file.getInputStream(entry))) {
                        in.readInt();
                        in.readUnsignedShort();
                        if (in.readUnsignedShort() > JAVA_8) {
                            tooNew.add(name);
                        }
                    }
                }
            }
        }
        assertThat(others).isEmpty();
        assertThat(tooNew).isEmpty();
        assertThat(classes).isGreaterThan(500);
    }

    /** Without its list the client would trust a certificate for a whole top-level domain. */
    @Test
    void findsTheListOfPublicSuffixesWhereItWasMovedTo() throws Exception {
        try (JarFile file = new JarFile(jar)) {
            String list = "dev/failover/shaded/publicsuffix/list/effective_tld_names.dat";
            assertThat(file.getEntry(list)).isNotNull();
            JarEntry loader =
                    file.getJarEntry("dev/failover/shaded/hc/client5/http/psl/PublicSuffixMatcherLoader.class");
            try (InputStream in = file.getInputStream(loader)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .contains(list)
                        .doesNotContain("org/publicsuffix");
            }
        }
    }

    /** Relocation must not miss what the client looks up by name. */
    @Test
    void worksAlone() throws Exception {
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> manager = alone.loadClass("dev.failover.FailoverManager");
            try (AutoCloseable created =
                    (AutoCloseable) manager.getMethod("create").invoke(null)) {
                Class<?> request = alone.loadClass("dev.failover.http.Request");
                manager.getMethod("serviceOrRegister", String.class, String[].class)
                        .invoke(created, "gone", new String[] {"http://127.0.0.1:1"});
                Object get = request.getMethod("get", String.class).invoke(null, "/");
                assertThat(catchCause(() -> manager.getMethod("execute", String.class, request)
                                .invoke(created, "gone", get)))
                        .contains("FailoverException")
                        .contains("CONNECT");
                Object future =
                        manager.getMethod("executeAsync", String.class, request).invoke(created, "gone", get);
                assertThat(catchCause(() -> ((java.util.concurrent.Future<?>) future).get()))
                        .contains("CONNECT");
            }
        }
    }

    private static String catchCause(java.util.concurrent.Callable<?> action) throws Exception {
        try {
            return "no failure: " + action.call();
        } catch (java.lang.reflect.InvocationTargetException | java.util.concurrent.ExecutionException failed) {
            return failed.getCause().toString();
        }
    }
}
