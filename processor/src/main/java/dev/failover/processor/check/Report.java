package dev.failover.processor.check;

import dev.failover.processor.check.Message.Effect;
import dev.failover.processor.model.Origin;
import dev.failover.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** What was found in one interface. Collected first and printed at once, so that a rule can see what others found. */
public final class Report {
    private final List<Problem> problems = new ArrayList<>();
    private final Vocabulary vocabulary;

    public Report() {
        this(Vocabulary.OWN);
    }

    /** @param vocabulary in whose words it speaks of annotations */
    Report(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    public void add(Message message, Origin origin, @Nullable Object... arguments) {
        problems.add(new Problem(message, message.textIn(vocabulary, arguments), origin));
    }

    public List<Problem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** Whether that was said of that element: what follows from a mistake is no mistake of its own. */
    boolean has(Message message, Element element) {
        return problems.stream()
                .anyMatch(p -> p.message() == message && p.origin().element().equals(element));
    }

    /** Whether that was said of the whole interface. */
    boolean saysOfAll(Message message) {
        return problems.stream()
                .anyMatch(p -> p.message() == message && p.origin().element() instanceof TypeElement);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(p -> p.message().effect() != Effect.WARNING);
    }

    /** Whether a class can implement the interface at all. */
    public boolean allowsClass() {
        return problems.stream().noneMatch(p -> p.message().effect() == Effect.NO_CLASS);
    }
}
