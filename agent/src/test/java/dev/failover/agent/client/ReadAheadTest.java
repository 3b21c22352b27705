package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final AgentEngine engine = Engines.impatient("", "http://a.test");
    private final AtomicInteger aborted = new AtomicInteger();

    private ReadAhead readAhead(InputStream content) {
        return ReadAhead.of(engine, content, aborted::incrementAndGet);
    }

    @Test
    void anAnswerOfTheGreatestLengthIsHeldAndItsStreamClosed() throws IOException {
        byte[] body = new byte[ReadAhead.LONGEST - 1];
        AtomicInteger closed = new AtomicInteger();
        ReadAhead held = readAhead(new ByteArrayInputStream(body) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });
        assertThat(held.isWhole()).isTrue();
        assertThat(closed).hasValue(1);
        assertThat(held.content().readAllBytes()).isEqualTo(body);
    }

    @Test
    void aLongerOneIsPassedOnFromItsBeginning() throws IOException {
        byte[] body = new byte[3 * ReadAhead.LONGEST];
        body[body.length - 1] = 7;
        ReadAhead held = readAhead(new ByteArrayInputStream(body));
        assertThat(held.isWhole()).isFalse();
        assertThat(held.content().readAllBytes()).isEqualTo(body);
    }

    /** Else the response would keep it, and what the program keeps it in. */
    @Test
    void whatIsReadOrClosedIsKeptNoLonger() throws Exception {
        InputStream read = readAhead(new ByteArrayInputStream(new byte[1000])).content();
        InputStream closed = readAhead(new ByteArrayInputStream(new byte[1000])).content();
        assertThat(read.read()).isZero();
        assertThat(read.readAllBytes()).hasSize(999);
        assertThat(read.read()).isEqualTo(-1);
        closed.close();
        assertThat(closed.read()).isEqualTo(-1);
        for (InputStream content : List.of(read, closed)) {
            Field bytes = content.getClass().getDeclaredField("bytes");
            bytes.setAccessible(true);
            assertThat(bytes.get(content)).isNull();
        }
    }

    /** It comes slowly, but it comes: nobody may break it off, for it can be all that the program gets. */
    @Test
    void aSlowAnswerIsPassedOnUnharmed() throws IOException {
        int length = TestServer.DRIPS;
        ReadAhead held = readAhead(new InputStream() {
            private int given;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                if (given == length) {
                    return -1;
                }
                awaitTimers(25);
                into[offset] = (byte) given++;
                return 1;
            }
        });
        assertThat(held.isWhole()).isFalse();
        byte[] body = held.content().readAllBytes();
        assertThat(body).hasSize(length);
        assertThat(body[length - 1]).isEqualTo((byte) (length - 1));
        assertThat(aborted).hasValue(0);
    }

    @Test
    void anAnswerThatDoesNotComeIsBrokenOffAndFailsWhereItBroke() throws IOException {
        CountDownLatch abort = new CountDownLatch(1);
        InputStream stalled = new InputStream() {
            private boolean begun;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                if (!begun) {
                    begun = true;
                    into[offset] = 'a';
                    return 1;
                }
                await(abort);
                throw new IOException("broken off");
            }
        };
        ReadAhead held = ReadAhead.of(engine, stalled, abort::countDown);
        assertThat(held.isWhole()).isTrue();
        InputStream content = held.content();
        assertThat(content.read()).isEqualTo('a');
        assertThatThrownBy(content::read).isInstanceOf(IOException.class).hasMessage("broken off");
    }

    /** The decoder fails, and the connection below it knows nothing of that. */
    @Test
    void whatCannotBeDecodedIsBrokenOff() throws IOException {
        ReadAhead held = readAhead(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("not in GZIP format");
            }
        });
        assertThat(held.isWhole()).isTrue();
        assertThat(aborted).hasValue(1);
        assertThatThrownBy(() -> held.content().read()).hasMessage("not in GZIP format");
    }

    private void awaitTimers(long millis) throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        engine.timers().schedule(later::countDown, TimeUnit.MILLISECONDS.toNanos(millis));
        await(later);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
