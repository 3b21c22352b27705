package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordValuesTest {
    @ParameterizedTest
    @CsvSource({"true, true", "on, true", "False, false", "OFF, false"})
    void booleans(String text, boolean expected) {
        assertThat(ValueTypes.BOOLEAN.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "tru", "0"})
    void otherBooleansAreRefused(String text) {
        assertThatThrownBy(() -> ValueTypes.BOOLEAN.parse(text)).hasMessageContaining("write true, false, on or off");
    }

    @Test
    void modes() {
        assertThat(ValueTypes.MODE.parse("observe")).isEqualTo(Mode.OBSERVE).hasToString("observe");
        assertThat(ValueTypes.MODE.parse("Enforce")).isEqualTo(Mode.ENFORCE).hasToString("enforce");
        assertThatThrownBy(() -> ValueTypes.MODE.parse("watch")).hasMessageContaining("write enforce or observe");
    }

    @Test
    void listsAreSeparatedByCommas() {
        assertThat(ListText.split(" a , b,,c ,")).containsExactly("a", "b", "c");
        assertThat(ListText.split("a\\,b,c\\d\\")).containsExactly("a,b", "c\\d\\");
        assertThat(ListText.split("")).isEmpty();
    }

    @Test
    void joinIsTheWayBack() {
        List<String> items = Arrays.asList("a", "b,c", "d\\e", ",");
        assertThat(ListText.split(ListText.join(items))).isEqualTo(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/health?deep=1", "/a%20b"})
    void urlPaths(String text) {
        assertThat(ValueTypes.URL_PATH.parse(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "//evil.example/x", "/a b", "/a#b", "/a\r\nX: y", "https://a/health", "/\u00e4"})
    void otherUrlPathsAreRefused(String text) {
        assertThatThrownBy(() -> ValueTypes.URL_PATH.parse(text)).hasMessageContaining("such as /health");
    }

    @Test
    void headerNames() {
        assertThat(ValueTypes.HEADER_NAME.parse("X-Api-Key")).isEqualTo("X-Api-Key");
        for (String bad : Arrays.asList("X Api", "X:", "X\r\nY", "\u00c4")) {
            assertThatThrownBy(() -> ValueTypes.HEADER_NAME.parse(bad)).hasMessageContaining("such as X-Api-Key");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Orders, 'orders'",
        "my.orders, 'my-orders'",
        "orderItems, 'order-items'",
        "order_items, 'order-items'",
        "-x, 'x'"
    })
    void namesOfServicesAreCorrected(String name, String better) {
        assertThatThrownBy(() -> ServiceNames.check(name)).hasMessageContaining("; write '" + better.replace("'", ""));
    }

    @Test
    void namesOfServicesAreDnsLabels() {
        assertThat(ServiceNames.check("orders-2")).isEqualTo("orders-2");
        assertThat(ServiceNames.check("a".repeat(63))).hasSize(63);
        assertThatThrownBy(() -> ServiceNames.check("a".repeat(64))).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> ServiceNames.check("")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void messagesStayOnOneLineAndShort() {
        assertThatThrownBy(() -> ValueTypes.BOOLEAN.parse("x\n\u001b[31m" + "y".repeat(500)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\n", "\u001b"));
    }
}
