package dev.failover.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecsTest {
    /** Stands for an application's interface. */
    public interface Api {}

    /** Stands for an application's codec. */
    public static final class OwnCodec implements Codec {
        @Override
        public String contentType() {
            return "application/x-own";
        }

        @Override
        public byte[] encode(Object value, Type type) {
            return new byte[0];
        }

        @Override
        public Object decode(byte[] body, Type type) {
            return body;
        }
    }

    @Test
    void takesJacksonWhenItIsThere() {
        assertThat(Codecs.find(Api.class)).isInstanceOf(JacksonCodec.class);
    }

    @Test
    void prefersACodecThatTheInterfacesLoaderLists(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Codec.class.getName()), OwnCodec.class.getName());
        try (ChildFirst loader = new ChildFirst(
                new URL[] {folder.toUri().toURL(), location(Api.class)},
                Api.class.getClassLoader(),
                Api.class.getName())) {
            assertThat(Codecs.find(loader.loadClass(Api.class.getName()))).isInstanceOf(OwnCodec.class);
        }
    }

    @Test
    void saysWhatToAddWhenThereIsNone() throws Exception {
        URL[] withoutJackson = {location(Codecs.class), location(Api.class)};
        try (URLClassLoader loader = new URLClassLoader(withoutJackson, ClassLoader.getPlatformClassLoader())) {
            Class<?> codecs = loader.loadClass(Codecs.class.getName());
            Class<?> api = loader.loadClass(Api.class.getName());
            assertThatThrownBy(() -> codecs.getMethod("find", Class.class).invoke(null, api))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("com.fasterxml.jackson.core:jackson-databind")
                    .hasMessageContaining("com.google.code.gson:gson")
                    .hasMessageContaining(Api.class.getName());
        }
    }

    @Test
    void jacksonIsLenientAndWritesDatesAsText() throws IOException {
        JacksonCodec codec = new JacksonCodec();
        byte[] body = "{\"a\":1,\"new\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(((Point) codec.decode(body, Point.class)).a).isEqualTo(1);
        assertThat(new String(codec.encode(List.of(1), List.class), StandardCharsets.UTF_8))
                .isEqualTo("[1]");
        assertThat(codec.contentType()).isEqualTo("application/json");
    }

    private static final class Point {
        public int a;
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** Defines the interface itself, so that the service file beside it is what counts. */
    private static final class ChildFirst extends URLClassLoader {
        private final String own;

        ChildFirst(URL[] urls, ClassLoader parent, String own) {
            super(urls, parent);
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(own) ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
