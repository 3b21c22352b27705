package dev.failover.agent.client.jetty9;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldResponseTest {
    /** The request of the program leads to it, and may be kept for long. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsPassedOnOrDroppedIsKeptNoLonger(boolean dropped) throws Exception {
        HeldResponse held = new HeldResponse(null, null);
        held.content(ByteBuffer.wrap(new byte[1000]), Callback.NOOP);
        HttpResponse head = new HttpResponse(null, List.of());
        held.completed(new Result(null, head));
        Field memory = HeldResponse.class.getDeclaredField("memory");
        memory.setAccessible(true);
        Object kept = memory.get(held);
        if (dropped) {
            held.drop();
        } else {
            held.relay(head, List.of());
        }
        // To reset it is not enough: it would keep its bytes.
        assertThat(memory.get(held)).isNotSameAs(kept);
    }
}
