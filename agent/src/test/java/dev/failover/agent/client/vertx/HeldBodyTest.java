package dev.failover.agent.client.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class HeldBodyTest {
    /** The program's request leads to it, and may be kept for long. */
    @Test
    void whatIsDroppedIsKeptNoLonger() throws Exception {
        StoredResponse whole = new StoredResponse(null, null, answer());
        assertThat(known(whole)).hasSize(1);
        VertxAttempt.drop(null, whole);
        assertThat(known(whole)).isEmpty();
    }

    private static CachedAnswer answer() throws ReflectiveOperationException {
        Constructor<CachedAnswer> made =
                CachedAnswer.class.getDeclaredConstructor(int.class, Headers.class, byte[].class);
        made.setAccessible(true);
        return made.newInstance(503, Headers.EMPTY, new byte[1000]);
    }

    private static Collection<?> known(ReadResponse response) throws ReflectiveOperationException {
        Field body = ReadResponse.class.getDeclaredField("body");
        body.setAccessible(true);
        Field known = HeldBody.class.getDeclaredField("known");
        known.setAccessible(true);
        return (Collection<?>) known.get(body.get(response));
    }
}
