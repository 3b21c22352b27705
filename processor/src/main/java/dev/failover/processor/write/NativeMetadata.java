package dev.failover.processor.write;

import dev.failover.processor.model.ServiceModel;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What GraalVM's {@code native-image} must know of the types that a client's codec looks into. In the format of {@code reachability-metadata.json},
 * which GraalVM reads since that for JDK 23, and that for JDK 21 in its later updates.
 */
public final class NativeMetadata {
    /** Subclasses and super-classes have entries of their own, so that what each declares is all. */
    private static final String MEMBERS =
            ", \"allDeclaredConstructors\": true, \"allDeclaredFields\": true, \"allDeclaredMethods\": true";

    private final Elements elements;
    private final Types types;

    /**
     * A resource.
     *
     * @param path from the root of the class path
     * @param text empty if there is nothing to say
     * @param isComplete whether all types were known
     */
    public record Resource(String path, String text, boolean isComplete) {}

    public NativeMetadata(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** @param service has no mistake */
    public Resource of(ServiceModel service) {
        ReflectedTypes reflected = new ReflectedTypes(elements, types);
        CodedTypes.of(service).forEach(reflected::add);
        PackageElement home = elements.getPackageOf(service.home());
        String folder =
                home.isUnnamed() ? service.generatedName() : home.getQualifiedName() + "/" + service.generatedName();
        String client = home.isUnnamed() ? service.generatedName() : folder.replace('/', '.');
        String entries = reflected.found().entrySet().stream()
                .map(entry -> entry(client, entry))
                .collect(Collectors.joining(",\n"));
        return new Resource(
                "META-INF/native-image/" + folder + "/reachability-metadata.json",
                entries.isEmpty() ? "" : "{\n  \"reflection\": [\n" + entries + "\n  ]\n}\n",
                reflected.isComplete());
    }

    /** Counts from the moment on when the client is used: an image without it has no need of its types. */
    private static String entry(String client, Map.Entry<String, ReflectedTypes.Kind> type) {
        String members = switch (type.getValue()) {
            case CLASS -> MEMBERS + ", \"unsafeAllocated\": true";
            case OTHER -> MEMBERS;
            case ARRAY -> "";
        };
        return "    {\"condition\": {\"typeReached\": " + quoted(client) + "}, \"type\": " + quoted(type.getKey())
                + members + "}";
    }

    /** Names of Java hold nothing that JSON would escape; in ASCII no reader can mistake the encoding. */
    private static String quoted(String name) {
        return name.chars()
                .mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
