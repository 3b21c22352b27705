package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.NotExecutedException;
import dev.failover.breaker.BreakerState;
import dev.failover.call.Rejection;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.Metric;
import dev.failover.stub.DelegatesBuilder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decorators with real objects, threads and time-outs. */
class DelegatesTest {
    private final FakeDelegate a = new FakeDelegate("a");
    private final FakeDelegate b = new FakeDelegate("b");
    private FailoverManager manager;
    private DelegatesApi api;

    @BeforeEach
    void start() {
        manager = FailoverManager.create();
        api = builder(manager).secondary(b).primary(a).build();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @SuppressWarnings("unchecked")
    private static DelegatesBuilder<DelegatesApi> builder(FailoverManager manager) {
        return (DelegatesBuilder<DelegatesApi>) Stubs.decorator(DelegatesApi.class, manager);
    }

    private long counted(String name) {
        return manager.metrics().snapshot().stream()
                .filter(metric -> metric.name().equals(name))
                .mapToLong(Metric::value)
                .sum();
    }

    @Test
    void aCallGoesToThePrimary() throws Exception {
        assertThat(api.pay("x")).isEqualTo("a x");
        assertThat(api.find("x")).isEqualTo("a x");
        assertThat(api.price("x")).isEqualTo(1);
        assertThat(api.payAsync("x").toCompletableFuture()).isCompletedWithValue("a");
        assertThat(api.<Object>same(api)).isSameAs(api);
        api.touch();
        assertThat(b.asked).isEmpty();
        assertThat(a.asked).containsExactly("pay", "find", "price", "payAsync", "same", "touch");
        assertThat(api).hasToString("DelegatesApi of service delegates[primary, secondary]");
        assertThat(api).isEqualTo(api).isNotEqualTo(a).doesNotHaveSameHashCodeAs(a);
        assertThat(counted("failover.calls")).isEqualTo(6);
    }

    @Test
    void whatMayBeRepeatedIsDoneByTheOther() throws Exception {
        a.throwing(new IOException("a is down"));
        assertThat(api.find("x")).isEqualTo("b x");
        assertThat(api.findAsync("x").join()).isEqualTo("b");
        assertThat(a.asked).containsExactly("find", "findAsync");
        assertThat(counted("failover.retries")).isEqualTo(2);
    }

    @Test
    void whatMustNotBeRepeatedFailsAsTheDelegateDid() {
        FileNotFoundException declared = new FileNotFoundException("no such order");
        a.throwing(declared);
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> api.pay("x"))
                .isSameAs(declared);
        IllegalArgumentException unchecked = new IllegalArgumentException("no order");
        a.throwing(unchecked);
        assertThatIllegalArgumentException().isThrownBy(() -> api.pay("x")).isSameAs(unchecked);
        assertThat(b.asked).isEmpty();
    }

    @Test
    void whatTheMethodDoesNotDeclareIsWrapped() {
        IOException undeclared = new IOException("sneaky");
        a.throwing(undeclared);
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(api::touch)
                .withCause(undeclared)
                .withMessageContaining("primary");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> api.payAsync("x").toCompletableFuture().join())
                .havingCause()
                .isSameAs(undeclared);
    }

    @Test
    void anErrorGoesUp() {
        a.behaviour = () -> {
            throw new LinkageError("old jar");
        };
        assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> api.find("x"));
        assertThat(b.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, ConnectException.class, NotExecutedException.class})
    void whatWasNotBegunIsDoneByTheOtherInAnyCase(Class<? extends Exception> type) throws Exception {
        a.throwing(type.getConstructor(String.class).newInstance("busy"));
        assertThat(api.pay("x")).isEqualTo("b x");
        assertThat(api.payAsync("x").toCompletableFuture().join()).isEqualTo("b");
        assertThat(a.asked).containsExactly("pay", "payAsync");
    }

    @Test
    void aRejectedCallOfADelegatesOwnWasNotBegunEither() throws Exception {
        try (FailoverManager inner = FailoverManager.create()) {
            FakeDelegate broken = new FakeDelegate("broken").throwing(new IllegalStateException("broken"));
            DelegatesApi nested = builder(inner).primary(broken).build();
            for (int i = 0; i < 2; i++) {
                assertThatIllegalStateException().isThrownBy(() -> nested.pay("x"));
            }
            DelegatesApi outer = builder(manager)
                    .service("outer")
                    .primary(nested)
                    .secondary(b)
                    .build();
            assertThat(outer.pay("x")).isEqualTo("b x");
            assertThat(broken.asked).hasSize(2);
        }
    }

    @Test
    void anOpenBreakerSparesTheDelegate() throws Exception {
        a.throwing(new IllegalStateException("a is down"));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException().isThrownBy(() -> api.pay("x"));
        }
        assertThat(states()).containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
        assertThat(api.pay("x")).isEqualTo("b x");
        assertThat(a.asked).hasSize(2);
        b.throwing(new IllegalStateException("b is down"));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException().isThrownBy(() -> api.pay("x"));
        }
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> api.pay("x"))
                .returns(Rejection.BREAKERS_OPEN, FailoverException::rejection);
        assertThat(b.asked).hasSize(3);
    }

    private List<BreakerState> states() {
        return manager.service("delegates").endpoints().stream()
                .map(EndpointState::breaker)
                .map(breaker -> breaker.state(System.nanoTime()))
                .toList();
    }

    @Test
    void aSlowDelegateIsInterruptedAndTheOtherAsked() {
        CountDownLatch interrupted = new CountDownLatch(1);
        a.behaviour = () -> {
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException late) {
                interrupted.countDown();
                throw late;
            }
        };
        assertThat(api.slow("x")).isEqualTo("b x");
        assertThat(interrupted.getCount()).isZero();
        b.behaviour = a.behaviour;
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> api.slow("x"))
                .withCauseInstanceOf(TimeoutException.class)
                .returns(null, FailoverException::thrown);
    }

    @Test
    void aLateDelegateIsHedged() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        a.behaviour = () -> {
            try {
                new CountDownLatch(1).await();
                return "never";
            } finally {
                cancelled.countDown();
            }
        };
        assertThat(api.late("x")).isEqualTo("b x");
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptedCallerIsToldAsItDeclares() {
        a.behaviour = () -> {
            throw new InterruptedException("asked to stop");
        };
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> api.pay("x"));
        assertThat(Thread.interrupted()).isFalse();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> api.find("x"))
                .matches(FailoverException::isGivenUp);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(b.asked).isEmpty();
    }

    @Test
    void aFutureGoesThroughTheSamePipeline() {
        CompletableFuture<String> first = new CompletableFuture<>();
        a.future = first;
        CompletableFuture<String> call = api.findAsync("x");
        assertThat(call).isNotDone();
        first.completeExceptionally(new IOException("broken off"));
        assertThat(call.join()).isEqualTo("b");

        a.future = new CompletableFuture<>();
        CompletableFuture<String> cancelled = api.findAsync("x");
        cancelled.cancel(true);
        assertThat(a.future).isCancelled();
    }

    @Test
    void aFallbackStandsInForWhatFailed() {
        a.throwing(new IllegalStateException("a is down"));
        assertThat(api.price("x")).isEqualTo(-1);
        assertThat(api.priceAsync("x").join()).isEqualTo(-3);
        b.throwing(new IllegalStateException("b is down"));
        for (int i = 0; i < 2; i++) {
            assertThat(api.price("x")).isEqualTo(-1);
        }
        assertThat(api.price("x")).as("rejected").isEqualTo(-2);
        assertThat(counted("failover.fallbacks")).isEqualTo(5);
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> api.price(""))
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void closesEachDelegateOnce() throws IOException {
        api.close();
        api.close();
        assertThat(a.asked).containsExactly("close");
        assertThat(b.asked).containsExactly("close");
    }

    @Test
    void closesTheOthersWhateverOneDoes() {
        a.closeFailure = new IOException("a stays open");
        b.closeFailure = new IllegalStateException("b stays open");
        assertThatIOException()
                .isThrownBy(api::close)
                .isSameAs(a.closeFailure)
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(b.closeFailure));
        FakeDelegate sneaky = new FakeDelegate("sneaky");
        sneaky.closeFailure = new Exception("checked");
        DelegatesApi other = builder(manager).service("other").primary(sneaky).build();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(other::close)
                .withCause(sneaky.closeFailure);
    }

    @Test
    void aLazyDelegateIsMadeWhenItIsNeeded() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>(new IllegalStateException("no driver"));
        DelegatesApi lazy = builder(manager)
                .service("lazy")
                .primaryFrom(() -> {
                    made.incrementAndGet();
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                    return a;
                })
                .secondaryFrom(() -> b)
                .build();
        assertThat(made).hasValue(0);
        assertThat(lazy.pay("x")).as("not begun by the primary").isEqualTo("b x");
        failure.set(null);
        assertThat(lazy.pay("x")).isEqualTo("a x");
        assertThat(lazy.pay("x")).isEqualTo("a x");
        assertThat(made).hasValue(2);
        lazy.close();
        assertThat(a.asked).containsExactly("pay", "pay", "close");

        DelegatesApi unused = builder(manager)
                .service("unused")
                .primaryFrom(() -> new FakeDelegate("new"))
                .build();
        unused.close();
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> unused.pay("x"))
                .withMessage("the delegate primary is closed");
    }

    @Test
    void decoratorsOfTheSameDelegatesShareTheirService() throws Exception {
        FakeDelegate other = new FakeDelegate("other");
        DelegatesApi twin = builder(manager).primary(other).secondary(b).build();
        assertThat(twin.pay("x")).isEqualTo("other x");
        assertThat(api.pay("x")).isEqualTo("a x");
        assertThat(manager.service("delegates").endpoints()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(manager).primary(other).build())
                .withMessageContaining("the service delegates is there already");
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(manager).service("none").build())
                .withMessageContaining("write .primary(...) before .build()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(manager).primary(a).primary(b))
                .withMessageContaining("two delegates named primary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(manager).delegate("No Name", a))
                .withMessageContaining("is not a name of a delegate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.register(new InternalService("delegates", null, "http://a.example")))
                .withMessageContaining("which no other endpoint can join");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.serviceOrRegister("delegates", "http://a.example"))
                .withMessageContaining("which no request can be sent to");
        manager.register(new InternalService("urls", null, "http://a.example"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(manager).service("urls").primary(a).build())
                .withMessageContaining("http://a.example");
        manager.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> api.pay("x"))
                .withMessageStartingWith("the manager is closed");
    }

    @Test
    void listsOfDelegatesAreTriedInTheirOrder() throws Exception {
        a.throwing(new ConnectException("down"));
        DelegatesApi listed =
                builder(manager).service("listed").delegates(List.of(a, b)).build();
        assertThat(listed.pay("x")).isEqualTo("b x");
        assertThat(listed).hasToString("DelegatesApi of service listed[delegate, delegate-2]");
    }

    @Test
    void configurationIsStronger() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("failover.service.delegates.retry.max-attempts", "1");
        Configuration configuration = Configuration.load(ConfigSources.builder()
                .systemProperties(properties)
                .endpointsMayComeFromCode()
                .build());
        try (FailoverManager configured =
                FailoverManager.builder().configuration(configuration).build()) {
            DelegatesApi once = builder(configured).primary(a).secondary(b).build();
            a.throwing(new IOException("down"));
            assertThatIOException().isThrownBy(() -> once.find("x"));
            assertThat(b.asked).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void genericInterfacesStayGeneric() {
        DelegatesBuilder<RepoApi<String>> builder =
                (DelegatesBuilder<RepoApi<String>>) Stubs.decorator(RepoApi.class, manager);
        RepoApi<String> repo = builder.primary((one, other) -> one.compareTo(other) < 0 ? other : one)
                .build();
        assertThat(repo.largest("a", "b")).isEqualTo("b");
    }
}
