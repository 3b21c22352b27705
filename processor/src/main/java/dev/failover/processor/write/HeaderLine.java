package dev.failover.processor.write;

import dev.failover.processor.model.PropertyText;
import dev.failover.processor.model.Sourced;
import java.util.ArrayList;
import java.util.List;

/** A field that is always sent. */
record HeaderLine(String name, String value) {
    PropertyText text() {
        return PropertyText.of(value);
    }

    /** The lines of the interface that the method does not replace, then those of the method. */
    static List<HeaderLine> effective(List<Sourced> ofService, List<Sourced> ofMethod) {
        List<HeaderLine> own = ofMethod.stream().map(HeaderLine::parse).toList();
        List<HeaderLine> lines = new ArrayList<>();
        for (Sourced line : ofService) {
            HeaderLine inherited = parse(line);
            if (own.stream().noneMatch(o -> o.name.equalsIgnoreCase(inherited.name))) {
                lines.add(inherited);
            }
        }
        lines.addAll(own);
        return lines;
    }

    private static HeaderLine parse(Sourced line) {
        int colon = line.text().indexOf(':');
        return new HeaderLine(
                line.text().substring(0, colon),
                line.text().substring(colon + 1).strip());
    }
}
