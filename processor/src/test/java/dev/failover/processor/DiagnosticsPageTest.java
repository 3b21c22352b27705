package dev.failover.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.processor.check.Message;
import dev.failover.processor.check.Message.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/diagnostics.md} is made of the messages and of what the compiler says of {@code bad/}. */
class DiagnosticsPageTest {
    private static final Path PAGE = Path.of("../docs/diagnostics.md");

    private static final String HEAD = """
            # Diagnostics

            What the processor says of an [interface](generated-clients.md): each mistake at the very text that is wrong, all of an interface in one run.
            The number of a message stays what it is; its wording may get better.

            An interface with errors still gets a class, whose methods throw, so that nothing else is reported because of them. Warnings generate what is
            written. Each block is an example; the file is made of the tests, so it is what the compiler prints.
            """;

    @Test
    void isUpToDate() throws IOException {
        Map<String, List<Message>> byCode = Arrays.stream(Message.values())
                .sorted(Comparator.comparing(Message::code))
                .collect(Collectors.groupingBy(Message::code, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(HEAD);
        byCode.forEach((code, messages) -> {
            page.append("\n## ").append(code).append("\n");
            messages.forEach(message -> page.append("\n")
                    .append(message.effect() == Effect.WARNING ? "Warning:" : "Error:")
                    .append("\n\n```text\n")
                    .append(BadSources.example(message).orElse(message + " has no bad source"))
                    .append("\n```\n"));
        });
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page.toString())
                .as("docs/diagnostics.md; mvn -pl processor -am verify -Dgolden.rewrite=true writes it anew")
                .isEqualTo(Files.readString(PAGE));
    }
}
