package dev.failover.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the jar says for native images: it names what there is, and all by which codecs are found. */
class NativeMetadataTest {
    private static final Path FILE = Path.of(
            "src/main/resources/META-INF/native-image/dev.failover/failover-runtime/reachability-metadata.json");

    @Test
    void namesTheClassesByWhichCodecsAreFound() throws IOException, ReflectiveOperationException {
        List<String> libraries = new ArrayList<>();
        for (Field field : Codecs.class.getDeclaredFields()) {
            if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                libraries.add((String) field.get(null));
            }
        }
        List<String> named = new ArrayList<>();
        for (JsonNode entry : metadata().get("reflection")) {
            if (entry.at("/condition/typeReached").textValue().equals(Codecs.class.getName())) {
                named.add(entry.get("type").textValue());
            }
        }
        assertThat(libraries).hasSize(4);
        assertThat(named).containsExactlyInAnyOrderElementsOf(libraries);
    }

    @Test
    void namesTheServiceFileOfCodecs() throws IOException {
        assertThat(metadata().get("resources").findValuesAsText("glob"))
                .contains("META-INF/services/" + Codec.class.getName());
    }

    @Test
    void namesWhatThereIs() throws IOException, ReflectiveOperationException {
        ClassLoader loader = NativeMetadataTest.class.getClassLoader();
        for (JsonNode entry : metadata().get("reflection")) {
            Class<?> type = Class.forName(entry.get("type").textValue(), false, loader);
            for (JsonNode method : entry.path("methods")) {
                List<Class<?>> parameters = new ArrayList<>();
                for (JsonNode parameter : method.get("parameterTypes")) {
                    parameters.add(parameter.textValue().equals("boolean") ? boolean.class : String[].class);
                }
                assertThat(type.getMethod(method.get("name").textValue(), parameters.toArray(Class<?>[]::new)))
                        .isNotNull();
            }
        }
        for (JsonNode condition : metadata().findValues("condition")) {
            assertThat(Class.forName(beforeShading(condition.get("typeReached").textValue()), false, loader))
                    .isNotNull();
        }
        for (String library : List.of("client5", "core5")) {
            assertThat(loader.getResource("org/apache/hc/" + library + "/version.properties"))
                    .as(library)
                    .isNotNull();
        }
    }

    private static String beforeShading(String name) {
        return name.replace("dev.failover.shaded.hc.", "org.apache.hc.");
    }

    private static JsonNode metadata() throws IOException {
        return new ObjectMapper().readTree(FILE.toFile());
    }
}
