package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "t0k3n", "EMPTY", "");

    @TempDir
    File directory;

    @Test
    void variableIsPutIn() {
        assertThat(expand("${env:TOKEN}")).isEqualTo("t0k3n");
        assertThat(expand("Bearer ${env:TOKEN}, ${env:TOKEN}!")).isEqualTo("Bearer t0k3n, t0k3n!");
        assertThat(expand("plain $ {text}")).isEqualTo("plain $ {text}");
    }

    @Test
    void defaultReplacesWhatIsMissingOrEmpty() {
        assertThat(expand("${env:NONE:-other}")).isEqualTo("other");
        assertThat(expand("${env:EMPTY:-other}")).isEqualTo("other");
        assertThat(expand("${env:TOKEN:-other}")).isEqualTo("t0k3n");
        assertThat(expand("${file:none:-other:-x}")).isEqualTo("other:-x");
    }

    @Test
    void fileIsPutInWithoutTheEndOfItsLine() throws IOException {
        Files.writeString(directory.toPath().resolve("key"), "s3cr3t\r\n");
        assertThat(expand("${file:key}")).isEqualTo("s3cr3t");
        assertThat(expand("${file:" + new File(directory, "key").getAbsolutePath() + "}"))
                .isEqualTo("s3cr3t");
    }

    @Test
    void whatIsMissingIsAnError() {
        assertThatThrownBy(() -> expand("${env:NONE}"))
                .hasMessage(
                        "the environment variable 'NONE' is not set; set it or give a default: ${env:NONE:-DEFAULT}");
        assertThatThrownBy(() -> expand("${file:none}")).hasMessage("the file 'none' of the secret does not exist");
        assertThatThrownBy(() -> expand("${file:" + directory + "}")).hasMessageContaining("is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2${env:A", "hunter2${A}", "hunter2${sys:A}", "hunter2${env:}", "hunter2${}"})
    void malformedPlaceholderIsRefusedWithoutRepeatingTheValue(String text) {
        assertThatThrownBy(() -> SecretPlaceholders.check(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("write ${env:NAME}")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void checkLooksNothingUp() {
        SecretPlaceholders.check("${env:NONE} ${file:/none/at/all}");
    }

    @Test
    void secretHidesItself() {
        Secret secret = ValueTypes.SECRET.parse("hunter2");
        assertThat(secret).hasToString("****");
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @Test
    void secretCannotSmuggleAHeader() {
        assertThatThrownBy(() -> Secret.of("hunter2\r\nHost: evil"))
                .hasMessageContaining("line break")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThatThrownBy(() -> Secret.of("")).isInstanceOf(InvalidValueException.class);
    }

    private String expand(String text) {
        return SecretPlaceholders.expand(text, ENVIRONMENT, directory);
    }
}
