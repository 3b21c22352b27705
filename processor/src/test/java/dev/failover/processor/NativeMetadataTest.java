package dev.failover.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.BasicBeanDescription;
import com.fasterxml.jackson.databind.introspect.BasicClassIntrospector;
import com.fasterxml.jackson.databind.introspect.ClassIntrospector.MixInResolver;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the types of a client for native images, where a codec finds only what was named when the image was built. */
class NativeMetadataTest {
    private static final String API = """
            package shop;

            import com.fasterxml.jackson.annotation.*;
            import com.fasterxml.jackson.core.*;
            import com.fasterxml.jackson.databind.*;
            import com.fasterxml.jackson.databind.annotation.*;
            import com.fasterxml.jackson.databind.deser.std.*;
            import com.fasterxml.jackson.databind.ser.std.*;
            import dev.failover.annotations.*;
            import dev.failover.stub.Response;
            import java.math.BigDecimal;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.stream.Stream;

            @FailoverService(name = "orders")
            public interface Api {
                @GET("/orders")
                List<Order> list();

                @GET("/items")
                CompletionStage<Optional<Map<String, Item>>> items();

                @GET("/events")
                Stream<Event> events();

                @GET("/grid")
                Cell[][] grid();

                @GET("/page")
                Response<Page<Entry>> page();

                @GET("/shapes")
                List<Shape> shapes();

                @GET("/built")
                Built built();

                @POST("/notes")
                @ErrorMapping(status = 409, exception = Conflict.class)
                void note(@Body Set<Note> notes);

                @POST("/files") @Multipart
                void upload(@Part("meta") Meta meta, @Part("text") String text);

                @GET("/plain") String plain(@Query("q") Sorting sorting, @Bean Filter filter);

                record Order(String id, List<Line> lines, Status status, BigDecimal total, UUID[] tags) {}

                record Line(Item item, int count) {}

                class Item extends Base {
                    private Money price;
                    private transient Cache cache;
                    public Money getPrice() { return price; }
                    public void setPrice(Money price) { this.price = price; }
                }

                abstract class Base {
                    public String name;
                    public Origin origin;
                }

                class Origin { public String country; }

                record Money(long cents, Currency currency) {}

                enum Currency { EUR, USD { @Override public String toString() { return "$"; } } }

                enum Status { OPEN, CLOSED }

                class Cache { public String hit; }

                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                @JsonSubTypes({@JsonSubTypes.Type(value = Paid.class, name = "paid"), @JsonSubTypes.Type(Sent.class)})
                sealed interface Event permits Paid, Sent {}

                record Paid(Money amount) implements Event {}

                record Sent(Address to) implements Event {}

                record Address(String city) {}

                record Cell(int x) {}

                class Page<T> {
                    public T[] entries;
                    public Page<T> next;
                }

                record Entry(String text) {}

                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "circle")})
                interface Shape { Center getCenter(); }

                class Circle implements Shape {
                    @Override public Center getCenter() { return new Center(1); }
                    public void setCenter(Center center) {}
                }

                record Center(int x) {}

                @JsonDeserialize(builder = Built.Builder.class)
                class Built {
                    private final Coded coded;
                    Built(Coded coded) { this.coded = coded; }
                    public Coded getCoded() { return coded; }

                    @JsonPOJOBuilder
                    public static class Builder {
                        private Coded coded;
                        public Builder withCoded(Coded coded) { this.coded = coded; return this; }
                        public Built build() { return new Built(coded); }
                    }
                }

                record Coded(@JsonDeserialize(using = Reader.class) int value) {}

                class Reader extends StdDeserializer<Integer> {
                    private static final long serialVersionUID = 1;
                    public Reader() { super(Integer.class); }
                    @Override public Integer deserialize(JsonParser parser, DeserializationContext context)
                            throws java.io.IOException { return parser.getIntValue(); }
                }

                record Note(String text, Author author) {}

                final class Author {
                    private final String name;
                    private final Made made;
                    private Author(String name, Made made) { this.name = name; this.made = made; }
                    public String getName() { return name; }
                    public Made getMade() { return made; }
                    @JsonCreator
                    static Author of(@JsonProperty("name") String name, @JsonProperty("made") Made made) {
                        return new Author(name, made);
                    }
                }

                record Made(String how) {}

                record Meta(String type) {}

                record Problem(String title) {}

                class Conflict extends RuntimeException {
                    private static final long serialVersionUID = 1;
                    public Conflict(Response<Problem> answer) { super("conflict"); }
                }

                enum Sorting { UP, DOWN }

                record Filter(@Query("a") String a) {}

                class Unused { public String a; }
            }
            """;

    private static final Map<String, String> EXAMPLES = Map.of(
            "list", """
                    [{"id": "1", "lines": [{"item": {"name": "a", "origin": {"country": "b"}, "price": {"cents": 5, "currency": "EUR"}},
                      "count": 1}], "status": "OPEN", "total": 1.5, "tags": ["123e4567-e89b-12d3-a456-426614174000"]}]""",
            "events", """
                    [{"@type": "paid", "amount": {"cents": 5, "currency": "USD"}}, {"@type": "Api$Sent", "to": {"city": "c"}}]""",
            "grid", "[[{\"x\": 1}]]",
            "page", "{\"entries\": [{\"text\": \"t\"}], \"next\": {\"entries\": [{\"text\": \"t\"}]}}",
            "shapes", "[{\"@type\": \"circle\", \"center\": {\"x\": 1}}]",
            "built", "{\"coded\": {\"value\": 1}}",
            "note", "[{\"text\": \"t\", \"author\": {\"name\": \"n\", \"made\": {\"how\": \"h\"}}}]",
            "upload", "{\"type\": \"t\"}");

    /** Jackson tells it of each class that it looks into. */
    private static final class Listener extends BasicClassIntrospector {
        private static final long serialVersionUID = 1;
        private final transient Set<Class<?>> seen;

        Listener(Set<Class<?>> seen) {
            this.seen = seen;
        }

        @Override
        public BasicClassIntrospector copy() {
            return this;
        }

        @Override
        public BasicBeanDescription forSerialization(
                SerializationConfig config, JavaType type, MixInResolver resolver) {
            return seen(super.forSerialization(config, type, resolver));
        }

        @Override
        public BasicBeanDescription forDeserialization(
                DeserializationConfig config, JavaType type, MixInResolver resolver) {
            return seen(super.forDeserialization(config, type, resolver));
        }

        @Override
        public BasicBeanDescription forDeserializationWithBuilder(
                DeserializationConfig config, JavaType type, MixInResolver resolver, BeanDescription value) {
            return seen(super.forDeserializationWithBuilder(config, type, resolver, value));
        }

        private BasicBeanDescription seen(BasicBeanDescription description) {
            for (Class<?> at = description.getBeanClass(); at != null; at = at.getSuperclass()) {
                seen.add(at);
            }
            return description;
        }
    }

    /** Classes of one compilation. */
    private static final class Loader extends ClassLoader {
        private final Map<String, JavaFileObject> classes = new HashMap<>();

        Loader(Compilation compilation) {
            super(NativeMetadataTest.class.getClassLoader());
            for (JavaFileObject file : compilation.generatedFiles()) {
                if (file.getKind() == JavaFileObject.Kind.CLASS) {
                    String path = file.getName().replaceFirst("^/CLASS_OUTPUT/", "");
                    classes.put(path.replace(".class", "").replace('/', '.'), file);
                }
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            JavaFileObject file = classes.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            try {
                byte[] code = file.openInputStream().readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    @Test
    void namesWhatIsReachable() throws IOException {
        assertThat(types(metadata(compile(API), "shop/ApiFailover")))
                .containsExactly(
                        "java.util.UUID[]",
                        "shop.Api$Address",
                        "shop.Api$Author",
                        "shop.Api$Base",
                        "shop.Api$Built",
                        "shop.Api$Built$Builder",
                        "shop.Api$Cell",
                        "shop.Api$Cell[]",
                        "shop.Api$Cell[][]",
                        "shop.Api$Center",
                        "shop.Api$Circle",
                        "shop.Api$Coded",
                        "shop.Api$Currency",
                        "shop.Api$Entry",
                        "shop.Api$Entry[]",
                        "shop.Api$Event",
                        "shop.Api$Item",
                        "shop.Api$Line",
                        "shop.Api$Made",
                        "shop.Api$Meta",
                        "shop.Api$Money",
                        "shop.Api$Note",
                        "shop.Api$Order",
                        "shop.Api$Origin",
                        "shop.Api$Page",
                        "shop.Api$Paid",
                        "shop.Api$Problem",
                        "shop.Api$Reader",
                        "shop.Api$Sent",
                        "shop.Api$Shape",
                        "shop.Api$Status");
    }

    /** As Jackson itself sees it: what it looks into when it reads and writes all that the client does. */
    @Test
    void namesAllThatJacksonLooksInto() throws IOException, ReflectiveOperationException {
        Compilation compilation = compile(API);
        Loader loader = new Loader(compilation);
        Set<Class<?>> seen = new HashSet<>();
        ObjectMapper mapper = new ObjectMapper();
        mapper.setConfig(mapper.getSerializationConfig().with(new Listener(seen)));
        mapper.setConfig(mapper.getDeserializationConfig().with(new Listener(seen)));
        for (Method method : loader.loadClass("shop.Api").getMethods()) {
            String example = EXAMPLES.get(method.getName());
            if (example != null) {
                Type type = method.getParameterCount() > 0
                        ? method.getGenericParameterTypes()[0]
                        : method.getGenericReturnType();
                JavaType java = mapper.constructType(type);
                boolean isWrapped = java.hasRawClass(Stream.class)
                        || java.hasRawClass(loader.loadClass("dev.failover.stub.Response"));
                JavaType payload = java.hasRawClass(Stream.class)
                        ? mapper.getTypeFactory().constructCollectionType(List.class, java.containedType(0))
                        : isWrapped ? java.containedType(0) : java;
                Object value = mapper.readerFor(payload).readValue(example);
                assertThat(mapper.readTree(mapper.writerFor(payload).writeValueAsBytes(value)))
                        .as(method.getName())
                        .isNotEmpty();
            }
        }
        Set<String> named = types(metadata(compilation, "shop/ApiFailover"));
        Set<String> looked = new TreeSet<>();
        seen.stream()
                .filter(type -> type.getClassLoader() == loader)
                // Of a constant with a body, which no processor can name: it has no members that are of interest.
                .filter(type -> !type.isAnonymousClass())
                .map(Class::getTypeName)
                .forEach(looked::add);
        assertThat(looked).hasSizeGreaterThan(20);
        assertThat(named).containsAll(looked);
    }

    /** By the schema 1.2.0 of GraalVM, as far as there is something of it. */
    @Test
    void isWhatTheSchemaAllows() throws IOException {
        JsonNode metadata = metadata(compile(API), "shop/ApiFailover");
        assertThat(metadata.fieldNames()).toIterable().containsExactly("reflection");
        Set<String> flags =
                Set.of("allDeclaredConstructors", "allDeclaredFields", "allDeclaredMethods", "unsafeAllocated");
        for (JsonNode entry : metadata.get("reflection")) {
            assertThat(entry.get("condition").toString()).isEqualTo("{\"typeReached\":\"shop.ApiFailover\"}");
            String type = entry.get("type").textValue();
            entry.properties().forEach(field -> {
                if (!Set.of("condition", "type").contains(field.getKey())) {
                    assertThat(flags).contains(field.getKey());
                    assertThat(field.getValue().isBoolean()).isTrue();
                }
            });
            assertThat(entry.has("allDeclaredFields")).as(type).isEqualTo(!type.endsWith("[]"));
        }
        assertThat(entry(metadata, "shop.Api$Item").has("unsafeAllocated")).isTrue();
        assertThat(entry(metadata, "shop.Api$Order").has("unsafeAllocated")).isFalse();
        assertThat(entry(metadata, "shop.Api$Base").has("unsafeAllocated")).isFalse();
    }

    @Test
    void loadsByTheNamesItGives() throws IOException, ClassNotFoundException {
        Compilation compilation = compile(API);
        Loader loader = new Loader(compilation);
        for (String name : types(metadata(compilation, "shop/ApiFailover"))) {
            assertThat(Class.forName(name.replace("[]", ""), false, loader).getName())
                    .isEqualTo(name.replace("[]", ""));
        }
    }

    @Test
    void isTheSameEachTime() throws IOException {
        assertThat(metadata(compile(API), "shop/ApiFailover")).isEqualTo(metadata(compile(API), "shop/ApiFailover"));
    }

    @Test
    void saysNothingOfWhatNoCodecSees() {
        assertThat(resources(compile("""
                        package shop;
                        import dev.failover.annotations.*;
                        class Api {
                            @FailoverService(name = "x")
                            interface Texts { @GET("/") String text(@Query("s") Sorting s); enum Sorting { UP }
                                @GET("/n") int number(); @GET("/l") java.util.List<String> list(); }
                            @FailoverService(name = "y")
                            interface Gateway { Paid pay(Paid paid); class Paid { public String id; } }
                        }
                        """))).isEmpty();
    }

    @Test
    void saysNothingOfAnInterfaceWithMistakes(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = write(folder, "Api.java", """
                import dev.failover.annotations.*;
                @FailoverService(name = "x")
                interface Api { @GET("/{id}") Order find(String idd); class Order { public String id; } }
                """);
        OutsideCompiler.Result result = OutsideCompiler.current().compile(folder.resolve("out"), List.of(source));
        assertThat(result.output()).contains("[FS011]");
        assertThat(folder.resolve("out/META-INF")).doesNotExist();
    }

    @Test
    void endsWhereTypesDoNot() throws IOException {
        Compilation compilation = compile("""
                package shop;
                import dev.failover.annotations.*;
                @FailoverService(name = "x")
                interface Api {
                    @GET("/") Tree<Leaf> tree();
                    class Tree<T extends Comparable<T>> { public Tree<T> up; public Box<Box<T>> box; }
                    class Box<T> { public Box<Box<T>> next; public T value; }
                    class Leaf implements Comparable<Leaf> { @Override public int compareTo(Leaf other) { return 0; } }
                }
                """);
        assertThat(types(metadata(compilation, "shop/ApiFailover")))
                .containsExactly("shop.Api$Box", "shop.Api$Leaf", "shop.Api$Tree");
    }

    @Test
    void ofAnInterfaceWithoutPackage() throws IOException {
        Compilation compilation =
                javac().withProcessors(new FailoverProcessor()).compile(JavaFileObjects.forSourceString("Api", """
                        import dev.failover.annotations.*;
                        @FailoverService(name = "x")
                        interface Api { @GET("/") Größe size(); class Größe { public String id; } }
                        """));
        assertThat(compilation).succeeded();
        assertThat(types(metadata(compilation, "ApiFailover"))).containsExactly("Api$Größe");
    }

    @Test
    void ofImportedInterfaces() throws IOException {
        Compilation compilation = compile("""
                package shop;
                import dev.failover.annotations.*;
                @FailoverService.Import(value = {Api.Late.class, Api.Early.class}, name = "x")
                class Api {
                    interface Late { @GET("/") A a(); }
                    interface Early { @GET("/") B b(); }
                    static class A { public String id; }
                    static class B { public String id; }
                }
                """);
        assertThat(types(metadata(compilation, "shop/Api_LateFailover"))).containsExactly("shop.Api$A");
        assertThat(types(metadata(compilation, "shop/Api_EarlyFailover"))).containsExactly("shop.Api$B");
    }

    /** Generates what fields of {@code Order} are of, in the first round and in the second. */
    @SupportedAnnotationTypes("*")
    private static final class LateProcessor extends AbstractProcessor {
        private int round;

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            round++;
            if (round == 1) {
                write("First", "public class First { public Second second; }");
            } else if (round == 2) {
                write("Second", "public class Second { public String id; }");
            }
            return false;
        }

        private void write(String name, String code) {
            try (Writer writer =
                    processingEnv.getFiler().createSourceFile("shop." + name).openWriter()) {
                writer.write("package shop; " + code);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Test
    void waitsForTypesThatOtherProcessorsGenerate() throws IOException {
        Compilation compilation = javac().withProcessors(new FailoverProcessor(), new LateProcessor())
                .compile(JavaFileObjects.forSourceString("shop.Api", """
                        package shop;
                        import dev.failover.annotations.*;
                        @FailoverService.Import(value = {A.class, B.class}, name = "x")
                        class Api {}
                        interface A { @GET("/") Order order(); class Order { public First first; } }
                        interface B { @GET("/") Other other(); class Other { public String id; } }
                        """));
        assertThat(compilation).succeeded();
        assertThat(types(metadata(compilation, "shop/AFailover")))
                .containsExactly("shop.A$Order", "shop.First", "shop.Second");
        assertThat(types(metadata(compilation, "shop/BFailover"))).containsExactly("shop.B$Other");
    }

    /** The compiler wants the module of a resource then, and refuses it otherwise. */
    @Test
    void ofSeveralModulesAtOnce(@TempDir Path folder) throws IOException, InterruptedException {
        List<Path> sources = Stream.of("one", "two")
                .flatMap(name -> Stream.of(
                        write(folder, "src/m." + name + "/module-info.java", "module m." + name + " {}"),
                        write(folder, "src/m." + name + "/" + name + "/Api.java", "package " + name + """
                                ;
                                import dev.failover.annotations.*;
                                @FailoverService(name = "x")
                                interface Api { @GET("/") Order order(); class Order { public String id; } }
                                """)))
                .toList();
        OutsideCompiler.Result result = OutsideCompiler.current()
                .compile(
                        folder.resolve("out"),
                        sources,
                        "--module-source-path",
                        folder.resolve("src").toString(),
                        "--add-reads",
                        "m.one=ALL-UNNAMED",
                        "--add-reads",
                        "m.two=ALL-UNNAMED");
        assertThat(result.succeeded()).as(result.output()).isTrue();
        for (String name : List.of("one", "two")) {
            assertThat(folder.resolve("out/m." + name + "/META-INF/native-image/" + name
                            + "/ApiFailover/reachability-metadata.json"))
                    .content()
                    .contains("\"" + name + ".Api$Order\"");
        }
    }

    private static Path write(Path folder, String name, String code) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, code);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Compilation compile(String code) {
        Compilation compilation = Sources.compileStrictly(17, JavaFileObjects.forSourceString("shop.Api", code));
        assertThat(compilation).succeededWithoutWarnings();
        return compilation;
    }

    private static List<JavaFileObject> resources(Compilation compilation) {
        return compilation.generatedFiles().stream()
                .filter(file -> file.getKind() == JavaFileObject.Kind.OTHER)
                .toList();
    }

    private static JsonNode metadata(Compilation compilation, String client) throws IOException {
        String path = "/META-INF/native-image/" + client + "/reachability-metadata.json";
        for (JavaFileObject resource : resources(compilation)) {
            if (resource.getName().endsWith(path)) {
                return JsonMapper.builder()
                        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                        .build()
                        .readTree(resource.getCharContent(false).toString());
            }
        }
        throw new AssertionError("no " + path + " among " + resources(compilation));
    }

    private static Set<String> types(JsonNode metadata) {
        Set<String> types = new TreeSet<>();
        metadata.get("reflection")
                .forEach(entry ->
                        assertThat(types.add(entry.get("type").textValue())).isTrue());
        return types;
    }

    private static JsonNode entry(JsonNode metadata, String type) {
        return StreamSupport.stream(metadata.get("reflection").spliterator(), false)
                .filter(entry -> entry.get("type").textValue().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
