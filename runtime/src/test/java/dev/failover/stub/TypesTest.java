package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypesTest {
    @SuppressWarnings("unused")
    private Map<String, List<Integer>[]> map;

    @SuppressWarnings("unused")
    private Map.Entry<String, int[]> entry;

    private static Type field(String name) throws NoSuchFieldException {
        return TypesTest.class.getDeclaredField(name).getGenericType();
    }

    @Test
    void areWhatReflectionGives() throws NoSuchFieldException {
        Type map = Types.parameterized(
                Map.class, String.class, Types.arrayOf(Types.parameterized(List.class, Integer.class)));
        assertThat(map)
                .isEqualTo(field("map"))
                .hasSameHashCodeAs(field("map"))
                .hasToString(field("map").toString());
        assertThat(field("map")).isEqualTo(map);
        Type entry = Types.parameterized(Map.Entry.class, String.class, int[].class);
        assertThat(entry).isEqualTo(field("entry")).hasSameHashCodeAs(field("entry"));
        assertThat(map).isNotEqualTo(entry);
    }

    @Test
    void countsArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Types.parameterized(Map.class, String.class))
                .withMessage("java.util.Map has 2 type parameters, not 1");
    }
}
