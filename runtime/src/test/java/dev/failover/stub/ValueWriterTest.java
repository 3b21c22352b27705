package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueWriterTest {
    @Test
    void takesEveryDeclaredType() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("m", 1);
        map.put("l", Arrays.asList("x", null, "y"));
        map.put("none", null);
        CookieWriter cookies = new CookieWriter()
                .add("i", 1)
                .add("c", 'c')
                .add("d", 1.5)
                .add("o", Optional.of("v"))
                .add("many", Arrays.asList(1, null, 2))
                .add("array", new String[] {"a", null})
                .add(map);
        assertThat(cookies.line()).isEqualTo("i=1; c=c; d=1.5; o=v; many=1; many=2; array=a; m=1; l=x; l=y");
    }

    @Test
    @SuppressWarnings("NullOptional")
    void takesNothingFromNothing() {
        CookieWriter cookies = new CookieWriter()
                .add("a", (Object) null)
                .add("b", Optional.empty())
                .add("c", (Optional<?>) null)
                .add("d", (Collection<?>) null)
                .add("e", (Object[]) null)
                .add("f", Collections.singletonList(null))
                .add((Map<String, ?>) null);
        assertThat(cookies.line()).isEmpty();
    }

    @Test
    void namesTheParameterThatIsNull() {
        assertThat(Values.present("q", "a")).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.present("q", null))
                .withMessageStartingWith("q is null");
        assertThat(Values.orElse(null, "a")).isEqualTo("a");
        assertThat(Values.orElse(5, "a")).isEqualTo(5);
    }
}
