package dev.failover.agent.client.jetty12;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of content that is passed on while it is read. */
@Timeout(60)
class HeldContentTest {
    private final Slow source = new Slow();
    private final List<Boolean> held = new ArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean hurried;
    private final HeldContent content =
            new HeldContent(source, () -> hurried, held::add, ends::incrementAndGet, Runnable::run);

    /** Gives what it is told to give, while somebody waits for it. */
    private static final class Slow implements Content.Source {
        final BlockingQueue<List<Content.Chunk>> given = new ArrayBlockingQueue<>(10);
        final CountDownLatch entered = new CountDownLatch(1);
        final AtomicInteger inside = new AtomicInteger();
        final AtomicReference<Runnable> demand = new AtomicReference<>();
        volatile boolean shared;

        /** @param text null for nothing now */
        void give(String text, boolean last) {
            given.add(text == null ? List.of() : List.of(Content.Chunk.from(UTF_8.encode(text), last)));
        }

        @Override
        public Content.Chunk read() {
            shared |= inside.incrementAndGet() > 1;
            entered.countDown();
            try {
                List<Content.Chunk> next = given.take();
                return next.isEmpty() ? null : next.get(0);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public void demand(Runnable callback) {
            if (!demand.compareAndSet(null, callback)) {
                throw new IllegalStateException("demanded twice");
            }
        }

        void available() {
            demand.getAndSet(null).run();
        }

        @Override
        public void fail(Throwable why) {
            throw new AssertionError(why);
        }
    }

    /** The request of the program leads to it, and may be kept for long. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsPassedOnOrDroppedIsKeptNoLonger(boolean dropped) throws Exception {
        source.give("long", true);
        content.fill();
        Field memory = HeldContent.class.getDeclaredField("memory");
        memory.setAccessible(true);
        Object kept = memory.get(content);
        if (dropped) {
            content.drop();
        } else {
            content.pass();
            assertThat(text(content.read())).isEqualTo("long");
        }
        // To reset it is not enough: it would keep its bytes.
        assertThat(memory.get(content)).isNotSameAs(kept);
    }

    /** Begins to fill on another thread, as far as the source lets it. */
    private Thread filling() throws InterruptedException {
        Thread thread = new Thread(content::fill);
        thread.start();
        assertThat(source.entered.await(30, TimeUnit.SECONDS)).isTrue();
        return thread;
    }

    private static String text(Content.Chunk chunk) {
        return chunk == null ? null : UTF_8.decode(chunk.getByteBuffer()).toString();
    }

    @Test
    void nobodyReadsTheSourceWhileItIsRead() throws Exception {
        List<String> got = new ArrayList<>();
        Thread filling = filling();

        content.pass();
        assertThat(content.read()).isNull();
        content.demand(() -> got.add(text(content.read())));
        source.give("one", false);
        filling.join();

        assertThat(got).containsExactly("one");
        source.give("two", true);
        assertThat(text(content.read())).isEqualTo("two");
        assertThat(ends).hasValue(1);
        assertThat(source.shared).isFalse();
        assertThat(held).isEmpty();
    }

    @Test
    void whoAskedWhileNothingCameIsToldOfWhatComes() throws Exception {
        List<String> got = new ArrayList<>();
        Thread filling = filling();

        content.pass();
        content.demand(() -> got.add(text(content.read())));
        source.give(null, false);
        filling.join();
        assertThat(got).isEmpty();

        source.give("one", false);
        source.available();
        assertThat(got).containsExactly("one");
        assertThat(source.shared).isFalse();
    }

    @Test
    void theProgramDemandsOfTheSourceWhenNobodyElseDoes() throws Exception {
        Thread filling = filling();
        content.pass();
        source.give(null, false);
        filling.join();

        AtomicInteger told = new AtomicInteger();
        content.demand(told::incrementAndGet);
        source.available();

        assertThat(told).hasValue(1);
    }

    @Test
    void whatIsHeldIsReadFirst() {
        source.give("one", false);
        source.give("two", true);
        content.fill();
        assertThat(held).containsExactly(true);

        content.pass();

        assertThat(text(content.read())).isEqualTo("onetwo");
        assertThat(content.read().isLast()).isTrue();
        assertThat(ends).hasValue(1);
    }

    @Test
    void whatComesLateIsTheLastThatIsHeld() {
        source.give("one", false);
        source.give(null, false);
        content.fill();
        assertThat(held).isEmpty();

        hurried = true;
        source.give("two", false);
        source.available();
        assertThat(held).containsExactly(false);

        content.pass();
        source.give("three", true);
        assertThat(text(content.read())).isEqualTo("onetwo");
        assertThat(text(content.read())).isEqualTo("three");
        assertThat(ends).hasValue(1);
    }
}
