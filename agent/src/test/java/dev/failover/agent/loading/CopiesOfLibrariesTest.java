package dev.failover.agent.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.TestServer;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of a library in class loaders of their own and under other names; each gets an adapter, and goes with it. */
class CopiesOfLibrariesTest {
    private static final String ROOT = "org/apache/http";
    private static final String ROOT5 = "org/apache/hc";

    private static TestServer server;
    private static ClientTransformer transformer;

    @BeforeAll
    static void start() throws IOException {
        server = new TestServer("B");
        Configuration configuration = Configuration.load(ConfigSources.builder()
                .code("service.orders.endpoints", TestServer.dead() + "," + server.url())
                .code("service.orders.match", "http://orders.example")
                .build());
        AgentEngine.configure(configuration);
        transformer = ClientTransformer.ready();
    }

    @AfterAll
    static void stop() throws IOException {
        for (Place place : Place.values()) {
            Bridge.install(place.ordinal(), null);
        }
        server.close();
    }

    /** As a program would call its own copy, whatever it is called. */
    private static String get(CopyLoader loader, String root, String url) throws Exception {
        String named = root.replace('/', '.') + ".";
        Object client = loader.loadClass(named + "impl.client.HttpClients")
                .getMethod("createDefault")
                .invoke(null);
        try (Closeable closed = (Closeable) client) {
            Class<?> requests = loader.loadClass(named + "client.methods.HttpUriRequest");
            Object request = loader.loadClass(named + "client.methods.HttpGet")
                    .getConstructor(String.class)
                    .newInstance(url);
            Method execute = loader.loadClass(named + "client.HttpClient").getMethod("execute", requests);
            Object response = execute.invoke(closed, request);
            Object entity = loader.loadClass(named + "HttpResponse")
                    .getMethod("getEntity")
                    .invoke(response);
            InputStream content = (InputStream) loader.loadClass(named + "HttpEntity")
                    .getMethod("getContent")
                    .invoke(entity);
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static CopyLoader copy(String renamed) {
        return new CopyLoader(ROOT, renamed, transformer, method -> false);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, "acme/shaded/org/apache/http", "acme/http"})
    void aCopyIsFailedOverWhateverItIsCalled(String renamed) throws Exception {
        assertThat(get(copy(renamed), renamed, "http://orders.example/x")).isEqualTo("B /x");
        assertThat(server.hosts()).last().isEqualTo("orders.example");
    }

    /** The same of a library whose classes lie below two roots. */
    private static String get5(CopyLoader loader, String root, String url) throws Exception {
        String named = root.replace('/', '.') + ".";
        Object client = loader.loadClass(named + "client5.http.impl.classic.HttpClients")
                .getMethod("createDefault")
                .invoke(null);
        try (Closeable closed = (Closeable) client) {
            Object request = loader.loadClass(named + "client5.http.classic.methods.HttpGet")
                    .getConstructor(String.class)
                    .newInstance(url);
            Object response = loader.loadClass(named + "client5.http.impl.classic.CloseableHttpClient")
                    .getMethod("execute", loader.loadClass(named + "core5.http.ClassicHttpRequest"))
                    .invoke(closed, request);
            Object entity = loader.loadClass(named + "core5.http.HttpEntityContainer")
                    .getMethod("getEntity")
                    .invoke(response);
            InputStream content = (InputStream) loader.loadClass(named + "core5.http.HttpEntity")
                    .getMethod("getContent")
                    .invoke(entity);
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String get5Async(CopyLoader loader, String root, String url) throws Exception {
        String named = root.replace('/', '.') + ".";
        Class<?> clients = loader.loadClass(named + "client5.http.impl.async.CloseableHttpAsyncClient");
        Class<?> requests = loader.loadClass(named + "client5.http.async.methods.SimpleHttpRequest");
        Object client = loader.loadClass(named + "client5.http.impl.async.HttpAsyncClients")
                .getMethod("createDefault")
                .invoke(null);
        try (Closeable closed = (Closeable) client) {
            clients.getMethod("start").invoke(closed);
            Object request = loader.loadClass(named + "client5.http.async.methods.SimpleHttpRequests")
                    .getMethod("get", String.class)
                    .invoke(null, url);
            Future<?> future = (Future<?>)
                    clients.getMethod("execute", requests, loader.loadClass(named + "core5.concurrent.FutureCallback"))
                            .invoke(closed, request, null);
            Object response = future.get(60, TimeUnit.SECONDS);
            return (String) response.getClass().getMethod("getBodyText").invoke(response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT5, "acme/shaded/org/apache/hc", "acme/hc"})
    void aCopyBelowTwoRootsIsFailedOverWhateverItIsCalled(String renamed) throws Exception {
        CopyLoader loader = new CopyLoader(ROOT5, renamed, transformer, method -> false);
        assertThat(get5(loader, renamed, "http://orders.example/x")).isEqualTo("B /x");
        assertThat(server.hosts()).last().isEqualTo("orders.example");
        assertThat(get5Async(loader, renamed, "http://orders.example/y")).isEqualTo("B /y");
        assertThat(server.hosts()).last().isEqualTo("orders.example");
    }

    @Test
    void nothingKeepsTheClassLoaderOfACopyBelowTwoRoots() throws Exception {
        isForgotten(new WeakReference<>(usedAndForgotten5()));
    }

    private static ClassLoader usedAndForgotten5() throws Exception {
        CopyLoader loader = new CopyLoader(ROOT5, ROOT5, transformer, method -> false);
        assertThat(get5(loader, ROOT5, "http://orders.example/x")).isEqualTo("B /x");
        return loader;
    }

    @Test
    void nothingKeepsTheClassLoaderOfACopy() throws Exception {
        isForgotten(new WeakReference<>(usedAndForgotten()));
    }

    private static void isForgotten(WeakReference<ClassLoader> gone) {
        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(gone.get()).isNull();
    }

    private static ClassLoader usedAndForgotten() throws Exception {
        CopyLoader loader = copy(ROOT);
        assertThat(get(loader, ROOT, "http://orders.example/x")).isEqualTo("B /x");
        return loader;
    }

    @Test
    void aLibraryWithoutSomethingThatTheAdapterNeedsIsLeftAlone() throws Exception {
        CopyLoader lacking = new CopyLoader(ROOT, ROOT, transformer, "determineRoute"::equals);
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true));
        try {
            String answer = get(lacking, ROOT, server.url() + "/y");
            assertThat(answer).isNotEmpty();
        } catch (ReflectiveOperationException theClientItselfMissesItToo) {
            // It was left alone before.
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString())
                .contains("Apache HttpClient 4")
                .contains("is left alone: it has no")
                .contains("determineRoute")
                .hasLineCount(1);
    }

    /** OkHttp 2 is of another package, and had no interceptors at first. */
    @Test
    void anOkHttpWithoutInterceptorsIsToldOfAsAnyOther() throws Exception {
        String path = "acme/old/internal/http/HttpEngine";
        ClassWriter engine = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        engine.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, path, null, "java/lang/Object", null);
        for (String name : List.of("<init>", "sendRequest")) {
            MethodVisitor code = engine.visitMethod(Opcodes.ACC_PUBLIC, name, "()V", null, null);
            code.visitCode();
            if (name.equals("<init>")) {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", name, "()V", false);
            }
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!name.equals(path.replace('/', '.'))) {
                    throw new ClassNotFoundException(name);
                }
                byte[] woven = transformer.transform(this, path, null, null, engine.toByteArray());
                return defineClass(name, woven, 0, woven.length);
            }
        };
        Class<?> old = loader.loadClass(path.replace('/', '.'));
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true));
        try {
            old.getMethod("sendRequest").invoke(old.getConstructor().newInstance());
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString())
                .contains("FA301 OkHttp")
                .contains("is left alone: it has no acme.old.internal.http.RealInterceptorChain")
                .hasLineCount(1);
    }
}
