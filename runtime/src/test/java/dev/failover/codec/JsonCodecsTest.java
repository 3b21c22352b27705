package dev.failover.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all JSON codecs must do, with the real libraries. */
class JsonCodecsTest {
    /** As a server has it. */
    public static final class Order {
        public String id;
        public List<Item> items;
    }

    /** In an order. */
    public static final class Item {
        public int count;
    }

    static List<Codec> codecs() {
        return List.of(new JacksonCodec(), new Jackson3Codec(), new GsonCodec(), new JsonbCodec());
    }

    @SuppressWarnings("unused")
    static List<Order> orders() {
        throw new UnsupportedOperationException();
    }

    private static Type listOfOrders() throws NoSuchMethodException {
        return JsonCodecsTest.class.getDeclaredMethod("orders").getGenericReturnType();
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void readsWhatItWrote(Codec codec) throws Exception {
        Item item = new Item();
        item.count = 3;
        Order order = new Order();
        order.id = "\u00e4/1";
        order.items = List.of(item);
        byte[] body = codec.encode(List.of(order), listOfOrders());
        assertThat(new String(body, UTF_8)).contains("\"\u00e4/1\"", "\"count\":3");
        assertThat((List<?>) codec.decode(body, listOfOrders()))
                .singleElement()
                .isInstanceOfSatisfying(Order.class, read -> {
                    assertThat(read.id).isEqualTo("\u00e4/1");
                    assertThat(read.items).singleElement().returns(3, one -> one.count);
                });
        assertThat(codec.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void ignoresWhatItDoesNotKnow(Codec codec) throws IOException {
        Object read = codec.decode("{\"new\":{\"a\":[1]},\"id\":\"x\"}".getBytes(UTF_8), Order.class);
        assertThat(read)
                .isInstanceOfSatisfying(
                        Order.class, order -> assertThat(order.id).isEqualTo("x"));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void readsValues(Codec codec) throws IOException {
        assertThat(codec.decode("5".getBytes(UTF_8), int.class)).isEqualTo(5);
        assertThat(codec.decode("null".getBytes(UTF_8), Order.class)).isNull();
        assertThat(codec.encode(5, int.class)).asString(UTF_8).isEqualTo("5");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void saysThatABodyCannotBeRead(Codec codec) {
        assertThatIOException().isThrownBy(() -> codec.decode("{\"id\":".getBytes(UTF_8), Order.class));
        assertThatIOException()
                .isThrownBy(() -> codec.decode("{\"items\":[{\"count\":\"many\"}]}".getBytes(UTF_8), Order.class));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void readsElementsOneByOneIfItCan(Codec codec) throws IOException {
        byte[] body = "[{\"id\":\"a\"},null,{\"id\":\"b\"},{\"id\":".getBytes(UTF_8);
        Iterator<?> elements = codec.elements(new ByteArrayInputStream(body), Order.class);
        if (codec instanceof JsonbCodec) {
            assertThat(elements).isNull();
            return;
        }
        assertThat(((Order) elements.next()).id).isEqualTo("a");
        assertThat(elements.next()).isNull();
        assertThat(((Order) elements.next()).id).isEqualTo("b");
        assertThatRuntimeException().isThrownBy(() -> {
            if (elements.hasNext()) {
                elements.next();
            }
        });
        Iterator<?> none = codec.elements(new ByteArrayInputStream("[]".getBytes(UTF_8)), Order.class);
        assertThat(none.hasNext()).isFalse();
    }

    /** Of which library there is nothing but its own jars. */
    @ParameterizedTest
    @CsvSource({
        "JacksonCodec,  jackson-(core|databind)-2.* jackson-annotations.*",
        "Jackson3Codec, jackson-(core|databind)-3.* jackson-annotations.*",
        "GsonCodec,     gson.*",
        "JsonbCodec,    jakarta.json.* yasson.* parsson.*",
    })
    void isFoundByWhatIsThere(String codec, String jars) throws Exception {
        try (URLClassLoader loader = loaderWith(jars)) {
            assertThat(find(loader).getClass().getSimpleName()).isEqualTo(codec);
        }
    }

    @Test
    void saysThatAnApiAloneIsNotEnough() throws Exception {
        try (URLClassLoader loader = loaderWith("jakarta.json.*")) {
            assertThatThrownBy(() -> find(loader))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("such as org.eclipse:yasson");
        }
    }

    /** On a thread of the application that the loader is one of: JSON-B looks there for an implementation. */
    private static Object find(ClassLoader loader) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> codecs = loader.loadClass(Codecs.class.getName());
            return codecs.getMethod("find", Class.class).invoke(null, codecs);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URLClassLoader loaderWith(String jars) throws MalformedURLException {
        List<Pattern> patterns =
                Pattern.compile(" ").splitAsStream(jars).map(Pattern::compile).toList();
        List<URL> urls = new ArrayList<>();
        urls.add(Codecs.class.getProtectionDomain().getCodeSource().getLocation());
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        assertThat(urls).as("jars like " + jars).hasSizeGreaterThan(1);
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
