package dev.failover.processor;

import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.write.NativeMetadata;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes the metadata of clients, each once all types are known that it has to name: other processors may be making some. */
final class NativeFiles {
    private final Filer filer;
    private final Elements elements;
    private final NativeMetadata metadata;
    /** Name of what has the annotation, to names of interfaces. */
    private final Map<String, Set<String>> waiting = new LinkedHashMap<>();

    NativeFiles(Filer filer, Elements elements, NativeMetadata metadata) {
        this.filer = filer;
        this.elements = elements;
        this.metadata = metadata;
    }

    /**
     * Writes what there is to say of a client.
     *
     * @param name of what has the annotation
     * @throws IOException if it cannot be written
     */
    void write(ServiceModel service, String name) throws IOException {
        NativeMetadata.Resource resource = metadata.of(service);
        if (!resource.isComplete()) {
            waiting.computeIfAbsent(name, key -> new TreeSet<>())
                    .add(service.type().getQualifiedName().toString());
        } else if (!resource.text().isEmpty()) {
            try (Writer writer = create(resource.path(), service.home()).openWriter()) {
                writer.write(resource.text());
            }
        }
    }

    /** With one originating element, for Gradle. */
    private FileObject create(String path, Element home) throws IOException {
        try {
            return filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, home);
        } catch (FilerException refused) {
            // A compiler of several modules wants to know which, and that of a single one does not want to be told.
            ModuleElement module = elements.getModuleOf(home);
            if (module == null || module.isUnnamed()) {
                throw refused;
            }
            return filer.createResource(StandardLocation.CLASS_OUTPUT, module.getQualifiedName() + "/", path, home);
        }
    }

    /** What has waited until this round, by the name of what has the annotation. */
    List<String> homes() {
        return new ArrayList<>(waiting.keySet());
    }

    /** Names of the interfaces there that wait no longer, as they are about to be tried again. */
    Set<String> take(String home) {
        Set<String> interfaces = waiting.remove(home);
        return interfaces == null ? Set.of() : interfaces;
    }
}
