package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeldContentTest {
    /** The program's future leads to it, and may be kept for long. */
    @Test
    void whatWasReadIsKeptNoLonger() throws Exception {
        HeldContent first = HeldContent.of(new byte[1000]);
        HeldContent content = new HeldContent();
        content.fill(first);
        assertThat(kept(first)).isZero();
        assertThat(content.read(ByteBuffer.allocate(2000))).isEqualTo(1000);
        assertThat(kept(content)).isZero();
        assertThat(content.isEmpty()).isTrue();
        assertThat(content.position()).isEqualTo(1000);

        content.fill(HeldContent.of(new byte[] {7, 8}));
        ByteBuffer more = ByteBuffer.allocate(2000);
        assertThat(content.read(more)).isEqualTo(2);
        assertThat(more.get(1)).isEqualTo((byte) 8);
    }

    private static int kept(HeldContent content) throws ReflectiveOperationException {
        Field bytes = HeldContent.class.getDeclaredField("bytes");
        bytes.setAccessible(true);
        return ((byte[]) bytes.get(content)).length;
    }
}
