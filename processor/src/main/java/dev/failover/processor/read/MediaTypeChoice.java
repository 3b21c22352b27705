package dev.failover.processor.read;

import dev.failover.processor.model.Sourced;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a body, of the several that an interface lists: it has one. Stateless. */
final class MediaTypeChoice {
    private MediaTypeChoice() {}

    /** The first that the usual codecs write, else the first. */
    static Sourced of(List<Sourced> types) {
        return types.stream()
                .filter(type -> type.text().contains("json"))
                .findFirst()
                .orElse(types.get(0));
    }

    /** Its line; null for none. */
    static @Nullable Sourced contentType(List<Sourced> types) {
        if (types.isEmpty() || of(types).text().isEmpty()) {
            return null;
        }
        Sourced type = of(types);
        return new Sourced("Content-Type: " + type.text(), type.origin());
    }
}
