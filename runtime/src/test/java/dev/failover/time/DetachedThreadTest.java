package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DetachedThreadTest {
    private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();

    /** A program whose first call starts the timers' thread. It is defined once more by a class loader that goes away. */
    public static final class Program implements Consumer<Timers> {
        @Override
        public void accept(Timers timers) {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
            timers.schedule(() -> {}, 0);
        }
    }

    private static final class Redeployed extends ClassLoader {
        Redeployed() {
            super(DetachedThreadTest.class.getClassLoader());
        }

        Class<?> define() throws IOException {
            String name = Program.class.getName();
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    @Test
    void y13_theTimersThreadHoldsNothingOfTheCallThatStartedIt() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            WeakReference<?>[] held = callOnce(timers);
            Thread thread = TimerWheelTest.threadOf(timers);
            for (WeakReference<?> each : held) {
                TimerWheelTest.awaitCleared(each);
            }
            assertThat(thread.isAlive()).isTrue();
        }
    }

    private static WeakReference<?>[] callOnce(Timers timers) throws Exception {
        Redeployed loader = new Redeployed();
        Object local = new Object();
        Class<?> type = loader.define();
        @SuppressWarnings("unchecked")
        Consumer<Timers> program =
                (Consumer<Timers>) type.getDeclaredConstructor().newInstance();
        Thread caller = new Thread(() -> {
            INHERITED.set(local);
            program.accept(timers);
        });
        caller.start();
        caller.join();
        return new WeakReference<?>[] {new WeakReference<>(loader), new WeakReference<>(local)};
    }
}
